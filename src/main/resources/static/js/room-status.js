/**
 * The one line that says how the connection is. It is calm: an interruption shorter than a few seconds is not worth a
 * word, because nothing is lost by it and nobody can do anything about it.
 */

const CALM = 5_000;
const BACK = 6_000;
const RECONNECTING = "Reconnecting… what you write is kept and will be sent";
const OFFLINE = "Offline. What you write is kept and will be sent";
const RECONNECTING_TO_READ = "Reconnecting… what was loaded stays here to read";
const OFFLINE_TO_READ = "Offline. What was loaded stays here to read";

export class StatusLine {
  #element;
  #state = "connecting";
  /** Whether it had been live before: only then is there something to have missed. */
  #again = false;
  #caughtUp = 0;
  #down = false;
  #speaking = false;
  #calm = 0;
  #passing = 0;
  #fixed = new Map();
  #said = { state: "live", words: "" };

  constructor(element) {
    this.#element = element;
    addEventListener("online", () => this.#update());
    addEventListener("offline", () => this.#update());
    this.#update();
  }

  /** @param {string} state connecting, live or waiting, as live.js says it */
  connection(state) {
    this.#state = state;
    this.#update();
    if (state === "live") {
      this.#again = true;
      this.#caughtUp = 0;
    }
  }

  /** Counts what came in over a connection that had been away. */
  received(messages) {
    if (this.#again && this.#state !== "live") {
      this.#caughtUp += messages;
    }
  }

  /**
   * Something that stays as long as it is so, whatever the connection does: signed out, or the room closed.
   *
   * @param {string | null} words null where it is over
   */
  fix(what, words, link) {
    if (words === null ? this.#fixed.delete(what) : !this.#fixed.has(what)) {
      if (words !== null) {
        this.#fixed.set(what, { words, link });
      }
      this.#show();
    }
  }

  /** Something to be known now and forgotten soon. */
  note(words) {
    this.#say("live", words);
    clearTimeout(this.#passing);
    this.#passing = setTimeout(() => (this.#speaking ? this.#speak() : this.#say("live", "")), BACK);
  }

  #update() {
    const down = this.#state !== "live" || !navigator.onLine;
    if (down && !this.#down) {
      this.#calm = setTimeout(() => {
        this.#speaking = true;
        this.#speak();
      }, CALM);
    } else if (down && this.#speaking) {
      this.#speak();
    } else if (!down && this.#down) {
      clearTimeout(this.#calm);
      if (this.#speaking) {
        this.#speaking = false;
        const messages = this.#caughtUp === 1 ? "1 message" : `${this.#caughtUp} messages`;
        this.note(this.#caughtUp === 0 ? "Back" : `Back: ${messages} caught up`);
      }
    }
    this.#down = down;
  }

  #speak() {
    clearTimeout(this.#passing);
    const writes = document.querySelector("form[data-composer]:not([hidden])") !== null;
    if (navigator.onLine) {
      this.#say("connecting", writes ? RECONNECTING : RECONNECTING_TO_READ);
    } else {
      this.#say("offline", writes ? OFFLINE : OFFLINE_TO_READ);
    }
  }

  #say(state, words) {
    this.#said = { state, words };
    this.#show();
  }

  #show() {
    const fixed = this.#fixed.values().next().value;
    const { state, words } = fixed ? { state: "offline", words: fixed.words } : this.#said;
    this.#element.dataset.state = state;
    this.#element.replaceChildren(words);
    this.#element.hidden = words === "";
    if (fixed?.link) {
      const anchor = document.createElement("a");
      anchor.href = fixed.link.href;
      anchor.textContent = fixed.link.words;
      this.#element.append(" ", anchor);
    }
  }
}
