/**
 * What the log has brought into this browser, kept for the day the network is away: a room that is reloaded then shows
 * the page as it was kept, and after it what had arrived since. By person, and forgotten with the pages
 * (service-worker.js). Keeping is a courtesy: where the browser refuses, nothing else stops working.
 */

const NAME = "rostrum";
const STORE = "events";
/** A week's talk of one room. */
const MOST = 5_000;
const PATIENCE = 1_000;

export class KeptEvents {
  #person;
  #room;
  #database = null;

  constructor(person, room) {
    this.#person = person;
    this.#room = room;
  }

  /** @param {{seq: number}[]} events as they came */
  async keep(events) {
    try {
      const database = await this.#open();
      const store = database.transaction(STORE, "readwrite").objectStore(STORE);
      for (const event of events) {
        store.put({ person: this.#person, room: this.#room, seq: event.seq, event });
      }
      const last = events.at(-1)?.seq ?? 0;
      store.delete(this.#range(0, last - MOST));
    } catch {
      // Read without a network as far as there is something.
    }
  }

  /** @returns {Promise<{seq: number}[]>} what follows that number, without a gap; nothing where it takes long */
  async after(seq) {
    const found = this.#read(seq).catch(() => []);
    return Promise.race([found, new Promise(resolve => setTimeout(resolve, PATIENCE, []))]);
  }

  async #read(seq) {
    const database = await this.#open();
    const rows = await answer(
      database.transaction(STORE).objectStore(STORE).getAll(this.#range(seq + 1, Number.MAX_SAFE_INTEGER)),
    );
    const gap = rows.findIndex((row, i) => row.seq !== seq + 1 + i);
    return (gap < 0 ? rows : rows.slice(0, gap)).map(row => row.event);
  }

  #range(from, to) {
    return IDBKeyRange.bound([this.#person, this.#room, from], [this.#person, this.#room, Math.max(from, to)]);
  }

  #open() {
    this.#database ??= new Promise((resolve, reject) => {
      const opening = indexedDB.open(NAME, 1);
      opening.onupgradeneeded = () =>
        opening.result.createObjectStore(STORE, { keyPath: ["person", "room", "seq"] });
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const database = opening.result;
        database.onversionchange = () => database.close();
        database.onclose = () => (this.#database = null);
        resolve(database);
      };
    });
    return this.#database;
  }
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** The portal says that nobody is signed in: what was kept for reading without a network goes, once the worker has heard it, too. */
export function refused() {
  navigator.serviceWorker?.controller?.postMessage({ refused: true });
}

/** From now on this browser keeps what is opened, so that it can be read and reloaded without a network. */
export async function keepForOffline() {
  if (!("serviceWorker" in navigator)) {
    return;
  }
  const seen = navigator.serviceWorker.controller !== null;
  try {
    await navigator.serviceWorker.register("/service-worker.js", { scope: "/" });
    if (!seen) {
      const { active } = await navigator.serviceWorker.ready;
      const files = performance.getEntriesByType("resource").map(({ name }) => name);
      active.postMessage({ keep: [location.href, ...files.filter(name => !name.includes("/api/"))] });
    }
  } catch {
    // A browser that keeps nothing still has the room.
  }
}
