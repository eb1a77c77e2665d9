/**
 * What was missed, over the room instead of on a page of its own. The link leads to the page without this script.
 *
 * It is offered where much was new when the page was made, and to whoever comes back to an open page after a while.
 */

import { fetchPage } from "./room-messages.js";

/** Whoever did nothing for so long was away. */
const AWAY = 10 * 60_000;
/** So many messages of others are better read as a summary. */
const MUCH = 30;

export class CatchingUp {
  #notice = document.querySelector("[data-missed]");
  #dialog = document.querySelector("[data-summary-dialog]");
  #seq;
  #since = Date.now();
  #known;
  #missed = 0;

  /** @param {number} seq up to where the page shows the room */
  constructor(seq) {
    this.#seq = seq;
    this.#known = seq;
    for (const sign of ["pointerdown", "keydown"]) {
      document.addEventListener(sign, () => this.#isHere(), { capture: true, passive: true });
    }
    document.addEventListener("click", event => this.#clicked(event));
    this.#dialog.addEventListener("click", event => {
      // The dialog itself is only hit beside its content.
      if (event.target === this.#dialog || event.target.closest("[data-summary-close]")) {
        this.#dialog.close();
      }
    });
    this.#dialog.addEventListener("close", () => (this.#notice.hidden = true));
    this.#notice.querySelector("[data-missed-close]").addEventListener("click", () => (this.#notice.hidden = true));
  }

  /**
   * @param {object[]} events of the log
   * @param {number} others how many of them are messages of others
   */
  onEvents(events, others) {
    this.#seq = events.at(-1)?.seq ?? this.#seq;
    this.#missed += others;
    if (Date.now() - this.#since > AWAY && this.#missed >= MUCH && this.#notice.hidden) {
      const link = this.#notice.querySelector("a");
      const url = new URL(link.href);
      url.searchParams.set("after", this.#known);
      link.href = url;
      this.#notice.hidden = false;
    }
  }

  #isHere() {
    this.#since = Date.now();
    this.#known = this.#seq;
    this.#missed = 0;
  }

  async #clicked(event) {
    const link = event.target.closest("[data-catch-up]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    const page = await fetchPage(link.href);
    const summary = page?.querySelector("[data-summary]");
    if (!summary) {
      location.assign(link.href);
      return;
    }
    this.#dialog.replaceChildren(document.importNode(summary, true));
    this.#dialog.querySelector("[data-summary-close]").hidden = false;
    this.#dialog.showModal();
  }
}
