/**
 * Shows what this person wrote and the room has not taken yet, and lets go of it when its message is in the thread.
 *
 * A message can come back over the socket before the answer to its post does. It is then recognised by its words for the
 * time being; the answer, which names its number in the log, says for certain. So it is never shown twice, and a second
 * "+1" of the same person is never taken for the first.
 */

import { messageNode } from "./room-messages.js";

/** A message that takes no longer than this says nothing about it. */
const SLOW = 2_000;
/** How long a message tried before the page was loaded stays hidden: it may be on the page already. */
const DOUBT = 3_000;

export class Pending {
  #outbox;
  #person;
  #zone;
  #edit;
  #discarded;
  #view = null;
  #views;
  #claims = new Map();
  #doubtful;
  #nodes = new Map();
  #timer = 0;

  /**
   * @param {Outbox} outbox
   * @param {Map<string, ThreadView>} views the threads that are loaded
   * @param {{name: string, organization: string|null}} person
   * @param {{edit: (text: string, beside: Beside) => void, discarded: (undo: () => void) => void}} actions
   */
  constructor(outbox, views, person, zone, { edit, discarded }) {
    this.#outbox = outbox;
    this.#views = views;
    this.#person = person;
    this.#zone = zone;
    this.#edit = edit;
    this.#discarded = discarded;
    this.#doubtful = new Set(
      outbox.entries.filter(entry => entry.attempted && entry.state === "waiting").map(entry => entry.intent),
    );
    setTimeout(() => {
      this.#doubtful.clear();
      this.show();
    }, DOUBT);
    outbox.onChange(() => this.show());
  }

  /** Shows what belongs to this thread from now on. */
  in(view) {
    this.#view = view;
    this.show();
  }

  /** Called for each message of this person's that the log brings. */
  arrived({ seq, data }) {
    const entry = this.#outbox.entries.find(
      waiting =>
        waiting.state === "waiting" &&
        waiting.attempted &&
        waiting.thread === data.thread &&
        waiting.text === data.text.trim() &&
        !this.#claims.has(waiting.intent),
    );
    if (entry) {
      this.#claims.set(entry.intent, seq);
    }
  }

  show() {
    clearTimeout(this.#timer);
    const entries = this.#outbox.entries;
    for (const entry of entries) {
      if (entry.state !== "waiting") {
        this.#claims.delete(entry.intent);
        this.#doubtful.delete(entry.intent);
      }
    }
    const inThread = entries.find(entry => entry.state === "taken" && this.#shows(entry));
    if (inThread) {
      // The change brings this method back, without it.
      this.#forget(inThread);
      return;
    }
    const shown = entries
      .filter(entry => entry.thread === this.#view?.id)
      .filter(entry => !this.#claims.has(entry.intent) && !this.#doubtful.has(entry.intent));
    const nodes = shown.map(entry => this.#node(entry));
    nodes.forEach((node, i) => {
      node.classList.toggle("is-same", shown[i].state !== "refused" && shown[i - 1]?.state === "waiting");
    });
    this.#view?.showPending(nodes);
  }

  #shows(entry) {
    const view = this.#views.get(entry.thread);
    return view === undefined || view.lastSeq >= entry.seq;
  }

  #node(entry) {
    const waited = Date.now() - entry.order;
    const slow = entry.state === "waiting" && waited > SLOW;
    if (entry.state === "waiting" && !slow) {
      this.#timer = setTimeout(() => this.show(), SLOW - waited + 50);
    }
    const look = `${entry.state} ${slow} ${entry.reason} ${this.#outbox.signedOut}`;
    const known = this.#nodes.get(entry.intent);
    if (known?.look === look) {
      return known.node;
    }
    const at = new Date(entry.order).toISOString();
    const node = messageNode({ at, by: this.#person, text: entry.text, quotes: entry.quotes, recorded: entry.recorded }, this.#zone);
    node.classList.add("is-mine", "is-typed", entry.state === "refused" ? "is-failed" : "is-pending");
    if (entry.state === "refused") {
      node.append(
        foot(
          `Not sent: ${entry.reason}`,
          button("Edit", () => {
            this.#forget(entry);
            this.#edit(entry.text, entry);
          }),
          button("Discard", () => {
            this.#forget(entry);
            this.#discarded(() => this.#outbox.restore(entry));
          }),
        ),
      );
    } else if (slow) {
      node.append(foot(this.#outbox.signedOut ? "Kept until you have signed in again" : "Kept, will be sent"));
    }
    this.#nodes.set(entry.intent, { node, look });
    return node;
  }

  #forget(entry) {
    this.#nodes.delete(entry.intent);
    this.#outbox.remove(entry.intent);
  }
}

function foot(...content) {
  const element = document.createElement("footer");
  element.className = "message-foot";
  element.append(...content);
  return element;
}

function button(words, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button button-small";
  element.textContent = words;
  element.addEventListener("click", act);
  return element;
}
