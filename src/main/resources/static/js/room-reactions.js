/**
 * Reacting to messages: a click on a reaction joins in or takes it back, and a picker offers the others. Each is a button
 * of one form, which works without this script too.
 */

import { react } from "./room-messages.js";
import { place } from "./room-place.js";

export class Reactions {
  #picker;
  #chosen = null;
  #send;

  /**
   * @param {HTMLFormElement} form that all the buttons belong to
   * @param {HTMLElement} picker
   * @param {(on: boolean, seq: string, reaction: string) => Promise<{reason?: string}>} send
   */
  constructor(form, picker, send) {
    this.#picker = picker;
    this.#send = send;
    form.addEventListener("submit", event => {
      event.preventDefault();
      const picked = this.#picker.contains(event.submitter);
      const message = picked ? this.#chosen : event.submitter.closest(".message");
      if (picked) {
        this.#picker.hidePopover();
      }
      this.#toggle(message, event.submitter.value);
    });
    picker.addEventListener("keydown", event => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (by) {
        event.preventDefault();
        const buttons = [...picker.querySelectorAll("button")];
        buttons.at((buttons.indexOf(document.activeElement) + by) % buttons.length).focus();
      }
    });
    picker.addEventListener("toggle", event => {
      if (event.newState === "open") {
        picker.querySelector("button").focus({ preventScroll: true });
      }
    });
  }

  /** Offers all reactions beside what was pressed, for the message it stands in. */
  offer(message, beside) {
    this.#chosen = message;
    for (const button of this.#picker.querySelectorAll("button")) {
      const mine = message.querySelector(`[data-reaction="${CSS.escape(button.value)}"].is-mine`) !== null;
      button.setAttribute("aria-pressed", mine);
    }
    this.#picker.showPopover({ source: beside });
    place(this.#picker, beside.getBoundingClientRect(), { above: true, end: true });
  }

  async #toggle(message, reaction) {
    const on = !this.#isMine(message, reaction);
    message.querySelector("[data-refused]")?.remove();
    this.#show(message, reaction, on);
    const { reason } = await this.#send(on, message.dataset.seq, reaction);
    if (reason && this.#isMine(message, reaction) === on) {
      this.#show(message, reaction, !on);
      refuse(message, reason);
    }
  }

  #isMine(message, reaction) {
    return message.querySelector(`[data-reaction="${CSS.escape(reaction)}"].is-mine`) !== null;
  }

  /** At once; the log's event says the number for certain. */
  #show(message, reaction, on) {
    const shown = message.querySelector(`[data-reaction="${CSS.escape(reaction)}"] [data-number]`);
    const count = Math.max(0, Number(shown?.textContent ?? 0) + (on ? 1 : -1));
    const focused = message.querySelector(`[data-reaction="${CSS.escape(reaction)}"]`)?.contains(document.activeElement);
    react(message, { reaction, count, on }, true);
    if (focused && count === 0) {
      message.focus({ preventScroll: true });
    }
  }
}

/** Says beside the message why the reaction is not on it, until the next attempt. */
function refuse(message, reason) {
  const said = document.createElement("p");
  said.className = "error";
  said.dataset.refused = "";
  said.setAttribute("role", "alert");
  said.textContent = reason;
  message.querySelector("[data-refused]")?.remove();
  message.querySelector("[data-reactions]").after(said);
}
