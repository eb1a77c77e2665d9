/**
 * Following the room: the view goes along with the agenda item that is being discussed, or says quietly where the room is.
 *
 * Whoever reads further up or has begun to write is never taken away from it, and is offered the way instead.
 */

export class Following {
  #button;
  #key;
  #room;
  #notice = document.querySelector("[data-moved]");
  #now = document.querySelector("[data-threads] .is-now > [data-item]")?.dataset.item ?? null;

  /**
   * @param {HTMLButtonElement} button pressed while the view goes along
   * @param {string} meeting the choice is kept for each
   * @param {{thread: (item: string) => string|undefined, shown: () => string, busy: () => boolean,
   *   go: (thread: string) => void, mark: (item: string|null) => void}} room
   */
  constructor(button, meeting, room) {
    this.#button = button;
    this.#key = `rostrum.follow.${meeting}`;
    this.#room = room;
    this.#show(localStorage.getItem(this.#key) === "on");
    button.addEventListener("click", () => this.toggle());
    this.#notice.querySelector("[data-go]").addEventListener("click", event => {
      event.preventDefault();
      this.jump();
    });
    this.#notice.querySelector("[data-stay]").addEventListener("click", () => this.#settle());
  }

  get on() {
    return this.#button.ariaPressed === "true";
  }

  toggle() {
    this.#show(!this.on);
    try {
      localStorage.setItem(this.#key, this.on ? "on" : "off");
    } catch {
      // It holds for this page at least.
    }
    if (this.on) {
      this.#move();
    }
  }

  /** For a page that was opened at no thread in particular. */
  begin() {
    if (this.on) {
      this.#move();
    }
  }

  /** To what is being discussed now, whatever else the reader is at: they asked for it. */
  jump() {
    const thread = this.#thread();
    this.#settle();
    if (thread) {
      this.#room.go(thread);
    }
  }

  onEvents(events) {
    const last = events.findLast(({ type }) => type === "agenda.item-opened" || type === "agenda.item-closed");
    if (!last) {
      return;
    }
    const opened = last.type === "agenda.item-opened";
    this.#now = opened ? last.data.item : null;
    this.#room.mark(this.#now);
    this.#settle();
    const thread = this.#thread();
    if (!thread || thread === this.#room.shown()) {
      return;
    }
    if (this.on && !this.#room.busy()) {
      this.#room.go(thread);
    } else {
      this.#offer(`The room is on ${`${last.data.number ?? ""} ${last.data.title}`.trim()}`, thread);
    }
  }

  #move() {
    const thread = this.#thread();
    if (thread && thread !== this.#room.shown() && !this.#room.busy()) {
      this.#room.go(thread);
    }
  }

  #thread() {
    return this.#now ? this.#room.thread(this.#now) : undefined;
  }

  #offer(words, thread) {
    this.#notice.querySelector("[data-words]").textContent = words;
    this.#notice.querySelector("[data-go]").href = `?thread=${thread}`;
    this.#notice.hidden = false;
  }

  #settle() {
    this.#notice.hidden = true;
  }

  #show(on) {
    this.#button.ariaPressed = String(on);
  }
}
