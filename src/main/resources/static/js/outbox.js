/**
 * What a person has written and the room has not yet taken.
 *
 * Every message is stored in the browser with its idempotency key before it is sent, and sent in the order it was
 * written, one at a time, until the room answers. A repeated send with the same key has no second effect, so it is
 * always safe to try again: after a reload, a closed lid, a server that fell over between its commit and its answer.
 *
 * The store is localStorage and not IndexedDB because it writes before it returns: a tab that is killed right after the
 * key press has lost nothing. Keys begin with the person, so that whoever signs in next on this browser neither sees
 * nor sends what somebody else left behind.
 */

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** How often a conflict is tried again before it counts as a refusal, so that it cannot hold up the rest for ever. */
const CONFLICTS = 5;

/** The answer of one attempt; see {@link attempt} in posting.js. */
export const Answer = Object.freeze({
  TAKEN: "taken",
  REFUSED: "refused",
  CONFLICT: "conflict",
  WAIT: "wait",
  UNREACHABLE: "unreachable",
  SIGNED_OUT: "signed-out",
});

export class Outbox {
  #prefix;
  #send;
  #store;
  #entries = new Map();
  #listeners = new Set();
  #lock;
  #sending = false;
  #askedWhileSending = false;
  #failures = 0;
  #timer = 0;
  #notBefore = 0;
  #signedOut = false;
  #stores = true;

  /**
   * @param {string} person whose outbox it is
   * @param {string} room
   * @param {(entry) => Promise<{answer: string, seq?: number, id?: string, reason?: string, after?: number}>} send
   */
  constructor(person, room, send, store = localStorage) {
    this.#prefix = `rostrum.outbox.${person}.${room}.`;
    this.#lock = this.#prefix;
    this.#send = send;
    this.#store = store;
    this.#read();
    addEventListener("storage", event => {
      if (event.key === null || event.key.startsWith(this.#prefix)) {
        this.#read();
        this.#tell();
      }
    });
    addEventListener("online", () => this.hurry());
    addEventListener("focus", () => this.hurry());
  }

  /** In the order they were written. */
  get entries() {
    return [...this.#entries.values()].sort((a, b) => a.order - b.order);
  }

  /** Whether sending has stopped until this person has signed in again. */
  get signedOut() {
    return this.#signedOut;
  }

  /** False where the browser refuses to keep what is written; it is then sent all the same. */
  get stores() {
    return this.#stores;
  }

  /** @param {() => void} listener called after every change */
  onChange(listener) {
    this.#listeners.add(listener);
  }

  /**
   * @param {object} beside what goes with the text
   * @returns the entry, stored
   */
  add(thread, text, beside = {}) {
    const last = this.entries.at(-1)?.order ?? 0;
    const entry = {
      ...beside,
      intent: uuid(),
      thread,
      text,
      order: Math.max(Date.now(), last + 1),
      state: "waiting",
      attempted: false,
    };
    this.#write(entry);
    this.#tell();
    this.hurry();
    return entry;
  }

  /** Undoes a {@link remove}. */
  restore(entry) {
    this.#write(entry);
    this.#tell();
  }

  /** Takes an entry back: the room refused it, or its message has been seen in the room. */
  remove(intent) {
    const entry = this.#entries.get(intent);
    this.#entries.delete(intent);
    this.#store.removeItem(this.#prefix + intent);
    this.#tell();
    return entry;
  }

  /** Sends now instead of after the wait: the network is back, or somebody asks for it. */
  hurry() {
    if (Date.now() < this.#notBefore) {
      // The room has said how long to wait, and means it.
      return;
    }
    clearTimeout(this.#timer);
    this.#failures = 0;
    this.#drain();
  }

  async #drain() {
    if (this.#sending) {
      this.#askedWhileSending = true;
      return;
    }
    this.#sending = true;
    try {
      do {
        this.#askedWhileSending = false;
        await this.#alone(() => this.#sendAll());
      } while (this.#askedWhileSending);
    } finally {
      this.#sending = false;
    }
  }

  /** Two tabs of one person share the outbox; only one at a time may send from it, or the order would be lost. */
  #alone(work) {
    return navigator.locks ? navigator.locks.request(this.#lock, work) : work();
  }

  async #sendAll() {
    for (;;) {
      this.#read();
      const entry = this.entries.find(waiting => waiting.state === "waiting");
      if (!entry) {
        return;
      }
      this.#write({ ...entry, attempted: true });
      const result = await this.#send(entry);
      this.#signedOut = result.answer === Answer.SIGNED_OUT;
      if (!this.#settle(entry, result)) {
        this.#tell();
        return;
      }
      this.#failures = 0;
      this.#tell();
    }
  }

  /** @returns whether the next entry may be sent at once */
  #settle(entry, { answer, seq, reason, after }) {
    const kept = this.#entries.get(entry.intent);
    switch (answer) {
      case Answer.TAKEN:
        this.#store.removeItem(this.#prefix + entry.intent);
        // Kept in memory until its message arrives in the room, so that it does not vanish from the page in between.
        this.#entries.set(entry.intent, { ...entry, state: "taken", seq });
        return true;
      case Answer.REFUSED:
        if (kept) {
          this.#write({ ...kept, state: "refused", reason });
        }
        return true;
      case Answer.CONFLICT: {
        const conflicts = (kept?.conflicts ?? 0) + 1;
        if (kept) {
          this.#write(conflicts < CONFLICTS ? { ...kept, conflicts } : { ...kept, state: "refused", reason });
        }
        this.#again();
        return false;
      }
      case Answer.WAIT:
        this.#again(after);
        return false;
      case Answer.SIGNED_OUT:
        // Nothing changes until they sign in; coming back to this tab asks again.
        return false;
      default:
        this.#again();
        return false;
    }
  }

  #again(after) {
    clearTimeout(this.#timer);
    const wait = after ?? Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures);
    this.#failures += 1;
    this.#notBefore = after ? Date.now() + after : 0;
    // Spread, so that a room full of browsers does not come back to a restarted server in one instant.
    this.#timer = setTimeout(() => this.#drain(), after ?? wait * (0.75 + Math.random() / 2));
  }

  #write(entry) {
    this.#entries.set(entry.intent, entry);
    try {
      this.#store.setItem(this.#prefix + entry.intent, JSON.stringify(entry));
      this.#stores = true;
    } catch {
      this.#stores = false;
    }
  }

  /** What another tab added, sent or discarded. */
  #read() {
    const found = new Map();
    for (let i = 0; i < this.#store.length; i++) {
      const key = this.#store.key(i);
      if (key.startsWith(this.#prefix)) {
        try {
          const entry = JSON.parse(this.#store.getItem(key));
          found.set(entry.intent, entry);
        } catch {
          this.#store.removeItem(key);
        }
      }
    }
    for (const [intent, entry] of this.#entries) {
      if (entry.state === "taken" || (!this.#stores && !found.has(intent))) {
        found.set(intent, entry);
      }
    }
    this.#entries = found;
  }

  #tell() {
    this.#listeners.forEach(listener => listener());
  }
}

/** randomUUID exists in secure contexts only; a portal tried out on a plain-HTTP address needs keys as well. */
function uuid() {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
