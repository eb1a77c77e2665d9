/*
 * A small client for the live channel of a portal (/api/asyncapi.json, /api/openapi.json), as an ES module without
 * dependencies. The portal's own pages follow rooms with it; programs and other pages may, too.
 *
 * Reading
 *
 *   import { watch } from './live.js';
 *
 *   const room = watch(roomId, lastSeqSeen, {
 *     onEvents(events) {},    // in order, each once, none missing; the first has seq lastSeqSeen + 1
 *     onPresence(presence) {},// { people: 12, organizations: { 'Examplecom': 3 } }
 *     onWriting(writing) {},  // [{ thread, people: [{ id, name, organization }], more: 0 }], whoever writes just now
 *     onStatus(state) {},     // 'connecting' | 'live' | 'waiting'
 *     onError(problem) {},    // RFC 9457; this room is not watched any more
 *   });
 *   room.seq;                 // the last number handed to onEvents
 *   room.writes(thread);      // at each key, if you like: it is said every few seconds. Null when the text is gone
 *   room.close();
 *
 * All rooms of a page share one socket. It comes back by itself after any loss and asks for what follows the last
 * number it saw, so that a reader misses nothing and sees nothing twice. Where no socket gets through although the
 * portal answers, it asks over HTTP instead and is answered when something happens; handlers and numbers are the same,
 * and the socket is tried again from time to time. States come as they are, at every blink: a page that speaks calmly
 * waits some seconds before it shows anything but 'live'.
 *
 * Writing
 *
 *   const client = new LiveClient('wss://portal.example/api/v1/live', { token });
 *   const posted = await client.post(roomId, { thread: null, text: 'Good morning' }, key);   // { seq, id }
 *
 * The key is yours, one for each message (crypto.randomUUID()). Keep the message with its key until post() is fulfilled:
 * the same key again posts nothing twice, so it is always safe to try again. It is rejected with an Error that has
 * `problem` (RFC 9457) where the portal answered, `retryAfter` in milliseconds where it said how long to wait, and
 * `again`: whether the same message may be taken later. The pages keep theirs in outbox.js.
 *
 * Elsewhere
 *
 * Outside the portal's pages make a client of your own. With a personal access token it works in runtimes whose
 * WebSocket takes headers, Node.js for one; a page of another origin uses the reader's session, where the portal is set
 * to allow that origin, and cannot fall back to HTTP.
 *
 *   const client = new LiveClient('wss://portal.example/api/v1/live', { token });
 *   client.watch(roomId, 0, { onEvents(events) {} });
 */

const SUBPROTOCOL = 'rostrum.v1';
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;

/* The server pings, but a script never sees that. A socket that says nothing for long is tried with a question. */
const QUIET = 40_000;
const ANSWER_WITHIN = 10_000;
/* A proxy that swallows the handshake says neither yes nor no. */
const OPEN_WITHIN = 15_000;

/* So many sockets in a row that never came to say anything: it is tried whether plain HTTP is answered. */
const BLOCKED_AFTER = 2;
/* Where sockets have worked on this page, it is more likely the portal or the network that is away. */
const BLOCKED_AFTER_ALL = 4;
const SOCKET_AGAIN = [5_000, 30_000, 120_000, 300_000];

/* The portal answers before, in seconds; a page nobody looks at must not keep one of the browser's few connections. */
const WAIT = 25;
const UNSEEN_PAUSE = 10_000;
const POLL_WITHIN = 40_000;

/* Sent too much: come back later, whatever happens meanwhile. */
const TOO_MUCH = 1008;
const PENANCE = 60_000;

/* Whoever writes says so this often, not at each key. */
const WRITES_EVERY = 3_000;

/* Closed for good: asking again would get the same answer until somebody signs in. */
const FINAL = {
  4401: { title: 'Unauthorized', status: 401, detail: 'You are signed out. Sign in again.' },
  4403: { title: 'Forbidden', status: 403, detail: 'The meetings are no longer open to you.' },
};

class Watching {
  #client;
  #writesIn = null;
  #saidAt = 0;

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

  /** Somebody writes in a thread, or no longer. Where there is no socket, nobody hears of it. */
  writes(thread) {
    const now = Date.now();
    if (thread === this.#writesIn && (thread === null || now - this.#saidAt < WRITES_EVERY)) {
      return;
    }
    if (this.#client.say(this, { typing: this.room, thread })) {
      this.#writesIn = thread;
      this.#saidAt = now;
    }
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
  #penanceUntil = 0;
  #heard = 0;
  #doubt = null;
  #refused = null;
  #worked = false;
  #polling = null;
  #token;
  #headers;

  /**
   * @param {string|URL} url of the portal's live channel
   * @param {{token?: string, headers?: object}} as a personal access token, or headers for requests over HTTP
   */
  constructor(url, { token, headers = {} } = {}) {
    this.#url = new URL(url);
    this.#token = token;
    this.#headers = token ? { ...headers, Authorization: `Bearer ${token}` } : headers;
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
    } else if (this.#polling) {
      watching.show('connecting');
      this.#poll(watching.room);
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
    if (!this.#of(watching.room).length) {
      this.#polling?.rooms.get(watching.room)?.abort();
    }
    if (this.#watching.size === 0) {
      this.#cancelTimer();
      this.#stopPolling();
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

  /** @returns whether it could be said */
  say(watching, frame) {
    const said = this.#isOpen() && watching.state === 'live';
    if (said) {
      this.#send(frame);
    }
    return said;
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
    if (!this.#polling) {
      this.#each((watching) => watching.show('connecting'));
    }
    let socket;
    try {
      socket = this.#open();
    } catch {
      this.#lost(null);
      return;
    }
    this.#socket = socket;
    this.#heard = Date.now();
    clearTimeout(this.#doubt);
    this.#doubt = setTimeout(() => {
      if (socket === this.#socket && socket.readyState === 0) {
        this.#lost(null);
        socket.close();
      }
    }, OPEN_WITHIN);
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

  #open() {
    const url = new URL(this.#url);
    url.protocol = url.protocol.replace('http', 'ws');
    return this.#token
      ? new WebSocket(url, { protocols: [SUBPROTOCOL], headers: this.#headers })
      : new WebSocket(url, SUBPROTOCOL);
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
      this.#worked = true;
      this.#stopPolling();
      for (const watching of this.#of(frame.room)) {
        watching.show('live');
        tell(watching.handlers.onPresence, frame.presence);
      }
    } else if (frame.writing) {
      this.#of(frame.room).forEach((watching) => tell(watching.handlers.onWriting, frame.writing));
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
    if (this.#polling) {
      this.#socketLater();
      return;
    }
    this.#each((watching) => watching.show('waiting'));
    if (close?.code === TOO_MUCH) {
      const penance = PENANCE * (1 + Math.random() / 2);
      this.#penanceUntil = Date.now() + penance;
      this.#connectIn(penance);
      return;
    }
    /* Full jitter above a floor: after a restart a whole meeting comes back, and not in the same instant. */
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#attempts);
    const wait = this.#attempts === 0 ? FIRST_WAIT * Math.random() : FIRST_WAIT + (longest - FIRST_WAIT) * Math.random();
    this.#attempts += 1;
    this.#connectIn(wait);
  }

  #connectIn(wait) {
    this.#cancelTimer();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#attempts >= (this.#worked ? BLOCKED_AFTER_ALL : BLOCKED_AFTER)) {
        this.#tryPolling();
      } else {
        this.#connect();
      }
    }, wait);
  }

  // --- Without a socket ------------------------------------------------------------------------------------------------

  /* Answered at once, so it tells whether it is only the sockets that do not get through. */
  async #tryPolling() {
    const polling = { rooms: new Map(), tried: 0, answered: false };
    this.#polling = polling;
    const rooms = new Set([...this.#watching].map((watching) => watching.room));
    const answered = await Promise.all([...rooms].map((room) => this.#poll(room)));
    if (this.#polling !== polling) {
      return;
    }
    if (answered.every((one) => one)) {
      polling.answered = true;
      this.#socketLater();
    } else {
      this.#stopPolling();
      this.#connect();
    }
  }

  #socketLater() {
    const wait = SOCKET_AGAIN[Math.min(this.#polling.tried, SOCKET_AGAIN.length - 1)];
    this.#polling.tried += 1;
    this.#cancelTimer();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#connect();
    }, wait * (0.75 + Math.random() / 2));
  }

  #stopPolling() {
    const polling = this.#polling;
    this.#polling = null;
    polling?.rooms.forEach((asking) => asking.abort());
  }

  /* Asks for one room again and again. Fulfilled by its first answer: whether there was any. */
  #poll(room) {
    this.#polling.rooms.get(room)?.abort();
    const asking = new AbortController();
    this.#polling.rooms.set(room, asking);
    return new Promise((first) => {
      const go = async () => {
        let wait = 0;
        while (!asking.signal.aborted && this.#of(room).length > 0) {
          const answer = await this.#askOverHttp(room, wait, asking.signal);
          if (asking.signal.aborted) {
            break;
          }
          if (!answer) {
            first(false);
            if (this.#polling?.answered) {
              this.#pollingFailed();
            }
            break;
          }
          if (answer.problem) {
            first(true);
            this.#pollingRefused(room, answer.problem);
            break;
          }
          first(true);
          const more = this.#takeAnswer(room, answer);
          const unseen = globalThis.document?.visibilityState === 'hidden';
          wait = more || unseen ? 0 : WAIT;
          if (unseen && !more) {
            await pause(UNSEEN_PAUSE, asking.signal);
          }
        }
        first(false);
      };
      go().catch(reportError);
    });
  }

  /* The portal's own page of events, or a problem that stays; null where there is no sense in asking on just now. */
  async #askOverHttp(room, wait, signal) {
    const after = Math.min(...this.#of(room).map((reader) => reader.seq));
    try {
      const response = await fetch(this.#http(`rooms/${room}/events?after=${after}&limit=500&wait=${wait}`), {
        headers: { Accept: 'application/json, application/problem+json', ...this.#headers },
        redirect: 'manual',
        cache: 'no-store',
        signal: AbortSignal.any([signal, AbortSignal.timeout(POLL_WITHIN)]),
      });
      const said = (response.headers.get('Content-Type') ?? '').includes('json') ? await response.json() : null;
      if (response.ok) {
        return Array.isArray(said?.items) ? said : null;
      }
      if (response.status === 401) {
        return { problem: FINAL[4401] };
      }
      return [403, 404, 422].includes(response.status) && said ? { problem: said } : null;
    } catch {
      return null;
    }
  }

  #http(path) {
    const url = new URL(path, this.#url);
    url.protocol = url.protocol.replace('ws', 'http');
    return url;
  }

  #takeAnswer(room, { items, last, presence }) {
    const readers = this.#of(room);
    readers.forEach((watching) => watching.receive(items));
    const more = readers.some((watching) => watching.seq < last);
    if (!more) {
      for (const watching of readers) {
        watching.show('live');
        if (presence) {
          tell(watching.handlers.onPresence, presence);
        }
      }
    }
    return more;
  }

  /* Nobody answers over HTTP either: back to where everything begins, a socket. */
  #pollingFailed() {
    const socket = this.#socket;
    this.#stopPolling();
    this.#forget();
    socket?.close();
    this.#cancelTimer();
    this.#attempts = 0;
    this.#lost(null);
  }

  #pollingRefused(room, problem) {
    if (problem.status === 404 || problem.status === 422) {
      this.#polling?.rooms.delete(room);
      this.#failed({ ...problem, room });
      return;
    }
    const socket = this.#socket;
    this.#stopPolling();
    this.#forget();
    socket?.close();
    this.#cancelTimer();
    this.#lost({ code: problem.status === 401 ? 4401 : 4403 });
  }

  // --- Writing ---------------------------------------------------------------------------------------------------------

  /**
   * One attempt to post; see above.
   *
   * @param {{thread?: string|null, text: string, quotes?: number, recorded?: boolean}} message
   * @param {string} key made once for this message
   * @returns {Promise<{seq: number, id: string}>} its place in the room's log
   */
  async post(room, message, key) {
    let response;
    let said = null;
    try {
      response = await fetch(this.#http(`rooms/${room}/messages`), {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Accept: 'application/json, application/problem+json',
          'Idempotency-Key': key,
          ...this.#headers,
        },
        body: JSON.stringify(message),
        redirect: 'manual',
        signal: AbortSignal.timeout(POLL_WITHIN),
      });
      said = (response.headers.get('Content-Type') ?? '').includes('json') ? await response.json() : null;
    } catch (cause) {
      throw Object.assign(new Error('The portal was not reached.', { cause }), { again: true });
    }
    if (response.ok && Number.isInteger(said?.seq)) {
      return said;
    }
    const wait = Number(response.headers.get('Retry-After'));
    throw Object.assign(new Error(said?.detail ?? said?.title ?? `Status ${response.status}`), {
      problem: said,
      again: !said || response.status >= 500 || [408, 409, 425, 429].includes(response.status),
      ...(wait > 0 && { retryAfter: wait * 1000 }),
    });
  }

  // --- Lost and found --------------------------------------------------------------------------------------------------

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
    if (this.#polling) {
      [...this.#polling.rooms.keys()].forEach((room) => this.#poll(room));
    } else if (Date.now() < this.#penanceUntil) {
      return;
    } else if (this.#timer !== null) {
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

function pause(millis, signal) {
  return new Promise((resolve) => {
    const over = setTimeout(resolve, millis);
    signal.addEventListener('abort', () => {
      clearTimeout(over);
      resolve();
    });
  });
}

let page;

/** Watches a room of the portal this module was loaded from. */
export function watch(room, after, handlers) {
  if (!page) {
    page = new LiveClient(new URL('/api/v1/live', import.meta.url));
  }
  return page.watch(room, after, handlers);
}
