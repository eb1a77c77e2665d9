/**
 * Tells the portal how far this person has read, so that the counts are right on their next device too. Rarely: a room
 * of a thousand readers must not become a thousand writes a message.
 */

const AT_MOST_EVERY = 15_000;

export class Reading {
  #tell;
  #told = new Map();
  #looking;
  #timer = 0;

  /**
   * @param {(thread: string, seq: number) => void} tell
   * @param {() => ThreadView | null} looking the thread before the reader's eyes, if any
   */
  constructor(tell, looking) {
    this.#tell = tell;
    this.#looking = looking;
  }

  /** Everything in this thread has been on the screen. */
  seen() {
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      const view = this.#looking();
      if (view) {
        this.left(view);
      }
    }, AT_MOST_EVERY);
  }

  /** This thread is no longer looked at, but was. */
  left(view) {
    const seq = view.lastSeq;
    if (view.atEnd && seq > (this.#told.get(view.id) ?? 0)) {
      this.#told.set(view.id, seq);
      this.#tell(view.id, seq);
    }
  }
}
