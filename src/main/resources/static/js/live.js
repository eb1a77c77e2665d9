/*
 * The live channel of a portal (/api/asyncapi.json), as an ES module without dependencies. The portal's own pages use
 * it; so may others.
 *
 *   import { watch } from './live.js';
 *
 *   const room = watch(roomId, lastSeqSeen, {
 *     onEvents(events) {},    // in order, each once, none missing; the first has seq lastSeqSeen + 1
 *     onPresence(presence) {},// { people: 12, organizations: { 'Examplecom': 3 } }
 *     onStatus(state) {},     // 'connecting' | 'live' | 'waiting'
 *     onError(problem) {},    // RFC 9457; this room is not watched any more
 *   });
 *   room.seq;                 // the last number handed to onEvents
 *   room.close();
 *
 * All rooms of a page share one socket. It comes back by itself after any loss and asks for what follows the last
 * number it saw, so that a reader misses nothing and sees nothing twice. States come as they are, at every blink: a page
 * that speaks calmly waits some seconds before it shows anything but 'live'.
 *
 * Elsewhere than on a page of the portal, make a client of your own: new LiveClient('wss://portal.example/api/v1/live').
 */

const SUBPROTOCOL = 'rostrum.v1';
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;

/* The server pings, but a script never sees that. A socket that says nothing for long is tried with a question. */
const QUIET = 40_000;
const ANSWER_WITHIN = 10_000;

/* Closed for good: asking again would get the same answer until somebody signs in. */
const FINAL = {
  4401: { title: 'Unauthorized', status: 401, detail: 'You are signed out. Sign in again.' },
  4403: { title: 'Forbidden', status: 403, detail: 'The meetings are no longer open to you.' },
};

class Watching {
  #client;

  constructor(client, room, seq, handlers) {
    this.#client = client;
    this.room = room;
    this.seq = seq;
    this.handlers = handlers;
    this.state = null;
    this.closed = false;
  }

  close() {
    this.#client.leave(this);
  }

  receive(events) {
    const fresh = [];
    let seq = this.seq;
    let gap = false;
    for (const event of events) {
      if (event.seq <= seq) {
        continue;
      }
      if (event.seq > seq + 1) {
        gap = true;
        break;
      }
      fresh.push(event);
      seq = event.seq;
    }
    if (fresh.length > 0) {
      this.seq = seq;
      tell(this.handlers.onEvents, fresh);
    }
    return !gap;
  }

  show(state) {
    if (this.state !== state && !this.closed) {
      this.state = state;
      tell(this.handlers.onStatus, state);
    }
  }
}

/* One reader's mistake must not silence the channel for the others. */
function tell(handler, ...what) {
  if (!handler) {
    return;
  }
  try {
    handler(...what);
  } catch (error) {
    reportError(error);
  }
}

export class LiveClient {
  #url;
  #socket = null;
  #watching = new Set();
  #attempts = 0;
  #timer = null;
  #heard = 0;
  #doubt = null;
  #refused = null;

  constructor(url) {
    this.#url = url;
    globalThis.addEventListener?.('online', () => this.#hurry());
    globalThis.addEventListener?.('offline', () => this.#check());
    globalThis.addEventListener?.('pageshow', (event) => event.persisted && this.#hurry());
    globalThis.document?.addEventListener('visibilitychange', () => {
      if (globalThis.document.visibilityState === 'visible') {
        this.#hurry();
      }
    });
  }

  watch(room, after, handlers) {
    const watching = new Watching(this, room, Number(after), handlers);
    this.#watching.add(watching);
    if (this.#refused) {
      watching.show('waiting');
      tell(handlers.onError, this.#refused);
    } else if (this.#isOpen()) {
      watching.show('connecting');
      this.#ask(watching);
    } else {
      watching.show(this.#timer === null ? 'connecting' : 'waiting');
      this.#connect();
    }
    return watching;
  }

  leave(watching) {
    watching.closed = true;
    if (!this.#watching.delete(watching)) {
      return;
    }
    if (this.#isOpen() && !this.#of(watching.room).length) {
      this.#send({ unwatch: watching.room });
    }
    if (this.#watching.size === 0) {
      this.#cancelTimer();
      const socket = this.#socket;
      this.#forget();
      socket?.close(1000);
    }
  }

  #of(room) {
    return [...this.#watching].filter((watching) => watching.room === room);
  }

  #isOpen() {
    return this.#socket?.readyState === 1;
  }

  #send(frame) {
    this.#socket.send(JSON.stringify(frame));
  }

  /* Two readers of one room share its events, so the one who is behind decides from where they come. */
  #ask(watching) {
    const seqs = this.#of(watching.room).map((reader) => reader.seq);
    this.#send({ watch: watching.room, after: Math.min(...seqs) });
  }

  #connect() {
    if (this.#socket || this.#timer !== null || this.#refused || this.#watching.size === 0) {
      return;
    }
    this.#each((watching) => watching.show('connecting'));
    let socket;
    try {
      socket = new WebSocket(this.#url, SUBPROTOCOL);
    } catch {
      this.#lost(null);
      return;
    }
    this.#socket = socket;
    this.#heard = Date.now();
    socket.onopen = () => {
      if (socket === this.#socket) {
        this.#heard = Date.now();
        new Set([...this.#watching].map((watching) => watching.room)).forEach((room) => this.#ask(this.#of(room)[0]));
        this.#watchSilence(socket);
      }
    };
    socket.onmessage = (message) => {
      if (socket === this.#socket) {
        this.#heard = Date.now();
        this.#receive(JSON.parse(message.data));
      }
    };
    socket.onclose = (close) => {
      if (socket === this.#socket) {
        this.#lost(close);
      }
    };
  }

  #receive(frame) {
    if (frame.error) {
      this.#failed(frame.error);
    } else if (frame.events) {
      const readers = this.#of(frame.room);
      const whole = readers.map((watching) => watching.receive(frame.events));
      if (whole.includes(false)) {
        this.#ask(readers[0]);
      }
    } else if (frame.presence) {
      /* It ends the catching up: from here on, what happens is heard as it happens. */
      this.#attempts = 0;
      for (const watching of this.#of(frame.room)) {
        watching.show('live');
        tell(watching.handlers.onPresence, frame.presence);
      }
    }
  }

  #failed(problem) {
    if (problem.room) {
      for (const watching of this.#of(problem.room)) {
        this.#watching.delete(watching);
        watching.show('waiting');
        tell(watching.handlers.onError, problem);
      }
    } else {
      console.warn('live:', problem.detail);
    }
  }

  #lost(close) {
    this.#forget();
    if (FINAL[close?.code]) {
      this.#refused = FINAL[close.code];
      this.#each((watching) => {
        watching.show('waiting');
        tell(watching.handlers.onError, this.#refused);
      });
      return;
    }
    this.#each((watching) => watching.show('waiting'));
    /* Full jitter above a floor: after a restart a whole meeting comes back, and not in the same instant. */
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#attempts);
    const wait = this.#attempts === 0 ? FIRST_WAIT * Math.random() : FIRST_WAIT + (longest - FIRST_WAIT) * Math.random();
    this.#attempts += 1;
    this.#cancelTimer();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#connect();
    }, wait);
  }

  #forget() {
    const socket = this.#socket;
    this.#socket = null;
    clearTimeout(this.#doubt);
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
    }
  }

  #cancelTimer() {
    clearTimeout(this.#timer);
    this.#timer = null;
  }

  /* The network came back, or somebody looks again: no reason to wait any longer. */
  #hurry() {
    if (this.#timer !== null) {
      this.#cancelTimer();
      this.#attempts = 0;
      this.#connect();
    } else {
      this.#check();
    }
  }

  /*
   * Watching a room again from where one stands is answered at once and changes nothing, so it tells whether anybody is
   * still there: a laptop that woke up holds a socket that looks open and leads nowhere.
   */
  #check() {
    if (!this.#isOpen() || this.#watching.size === 0) {
      return;
    }
    const socket = this.#socket;
    const asked = Date.now();
    this.#ask([...this.#watching][0]);
    clearTimeout(this.#doubt);
    this.#doubt = setTimeout(() => {
      if (socket === this.#socket && this.#heard < asked) {
        this.#lost(null);
        socket.close();
      } else {
        this.#watchSilence(socket);
      }
    }, ANSWER_WITHIN);
  }

  #watchSilence(socket) {
    clearTimeout(this.#doubt);
    this.#doubt = setTimeout(() => {
      if (socket !== this.#socket) {
        return;
      }
      if (Date.now() - this.#heard >= QUIET) {
        this.#check();
      } else {
        this.#watchSilence(socket);
      }
    }, QUIET);
  }

  #each(action) {
    [...this.#watching].forEach(action);
  }
}

let page;

/** Watches a room of the portal this module was loaded from. */
export function watch(room, after, handlers) {
  if (!page) {
    const url = new URL('/api/v1/live', import.meta.url);
    url.protocol = url.protocol.replace('http', 'ws');
    page = new LiveClient(url);
  }
  return page.watch(room, after, handlers);
}
