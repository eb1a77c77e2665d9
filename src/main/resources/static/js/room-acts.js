/**
 * What one does with a message that is in the room: a menu on each, editing in place, hiding, deleting with some seconds
 * to think again. Without this script the same stands on the message's own page, to which the menu's button leads.
 *
 * Nothing is shown as done before the portal has answered: the log's event changes the message, here as everywhere.
 */

import { lengthOf } from "./message-length.js";
import { fetchPage } from "./room-messages.js";
import { place } from "./room-place.js";

/** Characters of a quote; the room shows the first of them. */
const QUOTED = 200;
/** A pinned message is news to everybody at once; they need not all ask for the list in the same instant. */
const SPREAD = 4_000;
const PINNING = new Set(["message.pinned", "message.unpinned", "message.edited", "message.deleted", "message.hidden"]);

export class MessageActs {
  #slot;
  #main = document.querySelector("main[data-room]").dataset;
  #menu = document.getElementById("message-menu");
  #dialog = document.getElementById("hide-dialog");
  #room;
  #address;
  #drafts;
  #posting;
  #tell;
  #undo;
  #reply;
  #editing;
  #at;
  #chosen = null;
  #going = new Map();
  #listing = new Set();

  /**
   * @param {HTMLElement} slot in which threads are shown
   * @param {{room: string, address: string, person: string, posting: Posting, tell: (words: string) => void,
   *     undo: (undo: () => void, words: string, done: () => void) => void, reply: (quoted: Quoted) => void,
   *     editing: (field: HTMLTextAreaElement) => void, at: (thread: string) => HTMLElement|undefined}} page
   */
  constructor(slot, { room, address, person, posting, tell, undo, reply, editing, at }) {
    this.#slot = slot;
    this.#room = room;
    this.#address = address;
    this.#drafts = `rostrum.edit.${person}.${room}.`;
    this.#posting = posting;
    this.#tell = tell;
    this.#undo = undo;
    this.#reply = reply;
    this.#editing = editing;
    this.#at = at;
    slot.addEventListener("click", event => this.#clicked(event));
    this.#menu.addEventListener("click", event => {
      const act = event.target.closest("[data-act]")?.dataset.act;
      if (act && !event.target.closest("a")) {
        this.#menu.hidePopover();
        this[act](this.#chosen);
      }
    });
    this.#menu.addEventListener("keydown", event => this.#steps(event));
    this.#menu.addEventListener("toggle", event => {
      const open = event.newState === "open";
      this.#chosen?.classList.toggle("is-chosen", open);
      if (open) {
        this.#items()[0].focus({ preventScroll: true });
      } else if (document.activeElement === document.body) {
        this.#chosen?.focus({ preventScroll: true });
      }
    });
    this.#dialog?.querySelector("[data-cancel]").addEventListener("click", () => this.#dialog.close());
    this.#dialog?.querySelector("form").addEventListener("submit", event => this.#hide(event));
    addEventListener("pagehide", () => this.#going.forEach(remove => remove()));
  }

  #clicked(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const more = event.target.closest("[data-more]");
    if (more) {
      event.preventDefault();
      this.menu(more);
    }
    const pinned = event.target.closest("[data-pinned-seq]");
    const there = pinned && this.#slot.querySelector(`.message[data-seq="${pinned.dataset.pinnedSeq}"]`);
    if (there) {
      event.preventDefault();
      there.scrollIntoView({ block: "center" });
      there.focus({ preventScroll: true });
    }
  }

  /** Offers what this reader may do with the message that an element stands in. */
  menu(element) {
    const message = messageOf(element);
    if (!message) {
      return;
    }
    this.#chosen = message;
    const may = this.#may(message);
    for (const item of this.#menu.querySelectorAll("[data-act]")) {
      item.hidden = !may[item.dataset.act];
    }
    const more = message.querySelector("[data-more]");
    this.#menu.querySelector('[data-act="page"]').href = more.href;
    this.#menu.querySelector('[data-act="readers"]').href = `${more.href}#readers`;
    this.#countReaders(message);
    this.#menu.showPopover();
    place(this.#menu, (more.checkVisibility() ? more : message).getBoundingClientRect(), { above: false, end: true });
  }

  /** Asked for here and not before: in a full room it changes all the time. */
  async #countReaders(message) {
    const words = this.#menu.querySelector("[data-read-by]");
    words.textContent = "Who has read it";
    const { said } = await this.#posting.ask("GET", this.#url(message, "/readers"));
    if (said && message === this.#chosen) {
      words.textContent = said.count === 0 ? "Read by nobody else yet" : `Read by ${said.count}`;
    }
  }

  #may(message) {
    const { withheld } = message.dataset;
    const mine = message.classList.contains("is-mine") && this.#main.mayPost !== undefined;
    const chair = this.#main.chair !== undefined;
    const officer = this.#main.officer !== undefined;
    const shown = withheld === undefined;
    const pinned = message.classList.contains("is-pinned");
    const recorded = message.classList.contains("is-recorded");
    const records = shown && (mine || (officer && this.#main.mayPost !== undefined));
    return {
      edit: shown && mine && !message.closest("[data-closed]"),
      delete: shown && mine,
      quote: shown && this.#main.mayPost !== undefined && !message.closest("[data-closed]"),
      link: true,
      minutes: shown,
      record: records && !recorded,
      unrecord: records && recorded,
      pin: shown && officer && !pinned,
      unpin: shown && officer && pinned,
      readers: shown,
      page: true,
      hide: shown && chair,
      show: withheld === "hidden" && chair,
    };
  }

  #items() {
    return [...this.#menu.querySelectorAll("[data-act]")].filter(item => !item.hidden);
  }

  #steps(event) {
    const items = this.#items();
    const at = items.indexOf(document.activeElement);
    const to = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items[to].focus();
    } else if (event.key === "Tab") {
      this.#menu.hidePopover();
    }
  }

  // --- acts, by the names of the menu ------------------------------------------------------------------------------------

  quote(element) {
    const message = messageOf(element);
    if (message && this.#may(message).quote) {
      const text = said(message).slice(0, QUOTED);
      this.#reply({ seq: Number(message.dataset.seq), author: message.querySelector(".message-author").textContent, text });
    }
  }

  async link(element) {
    const message = messageOf(element);
    if (message) {
      await this.#copy(message.querySelector("[data-more]").href, "Link copied");
    }
  }

  async minutes(message) {
    const answer = await this.#ask("GET", message, "");
    if (answer) {
      await this.#copy(answer.minutes, "Copied as minutes text");
    }
  }

  record(message) {
    return this.#ask("PUT", message, "/record");
  }

  unrecord(message) {
    return this.#ask("DELETE", message, "/record");
  }

  pin(message) {
    return this.#ask("PUT", message, "/pin");
  }

  unpin(message) {
    return this.#ask("DELETE", message, "/pin");
  }

  show(message) {
    return this.#ask("DELETE", message, "/hiding");
  }

  hide() {
    this.#problem(this.#dialog, null);
    this.#dialog.querySelector("input").value = "";
    this.#dialog.showModal();
  }

  async #hide(event) {
    event.preventDefault();
    const field = event.target.elements.reason;
    const { reason } = await this.#posting.ask("PUT", this.#url(this.#chosen, "/hiding"), { reason: field.value });
    if (reason) {
      this.#problem(this.#dialog, reason);
      field.focus();
    } else {
      this.#dialog.close();
      this.#chosen.focus({ preventScroll: true });
    }
  }

  /** Goes for good after some seconds, or when the page is left; until then it can be taken back. */
  delete(message) {
    const { seq } = message.dataset;
    if (this.#going.has(seq)) {
      return;
    }
    message.classList.add("is-going");
    const remove = async () => {
      if (this.#going.delete(seq) && !(await this.#ask("DELETE", message, ""))) {
        message.classList.remove("is-going");
      }
    };
    this.#going.set(seq, remove);
    this.#undo(
      () => {
        this.#going.delete(seq);
        message.classList.remove("is-going");
        message.focus({ preventScroll: true });
      },
      "Deleting the message",
      remove,
    );
  }

  /** Of one's own, in place. What is typed is kept until it is saved or cancelled. */
  async edit(element) {
    const message = messageOf(element);
    if (!message || !this.#may(message).edit || message.querySelector(".message-edit")) {
      message?.querySelector(".message-edit textarea")?.focus();
      return;
    }
    const now = await this.#ask("GET", message, "");
    if (!now || message.querySelector(".message-edit")) {
      return;
    }
    const form = document.getElementById("edit-template").content.firstElementChild.cloneNode(true);
    const field = form.elements.text;
    const key = this.#drafts + message.dataset.seq;
    const draft = kept(key);
    let version = draft?.version ?? now.version;
    field.value = draft?.text ?? now.text;
    const end = () => {
      forget(key);
      form.remove();
      message.classList.remove("is-edited-here");
      message.focus({ preventScroll: true });
    };
    const measure = () => {
      const { over, words } = lengthOf(field.value, Number(field.dataset.longest));
      this.#problem(form, over > 0 ? words : null);
      field.ariaInvalid = over > 0 ? "true" : null;
      return over === 0;
    };
    field.addEventListener("input", () => {
      keep(key, { version, text: field.value });
      measure();
    });
    form.addEventListener("keydown", event => {
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        end();
      } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    form.querySelector("[data-cancel]").addEventListener("click", end);
    form.addEventListener("submit", async event => {
      event.preventDefault();
      if (!measure()) {
        field.focus();
        return;
      }
      const { reason, problem } = await this.#posting.ask("PUT", this.#url(message, ""), { text: field.value, version });
      if (!reason) {
        end();
        return;
      }
      if (problem?.version) {
        // Both stand there now; saving once more replaces what was written elsewhere.
        version = problem.version;
        keep(key, { version, text: field.value });
      }
      const meanwhile = form.querySelector("[data-meanwhile]");
      meanwhile.hidden = !problem?.version;
      meanwhile.textContent = problem?.text ?? "";
      this.#problem(form, reason);
      field.focus();
    });
    this.#editing(field);
    message.querySelector(".message-body").after(form);
    message.classList.add("is-edited-here");
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  // --- what the log says -------------------------------------------------------------------------------------------------

  /** Brings the list of what is pinned up to date, where it is on the page. */
  happened({ type, data }) {
    const element = this.#at(data.thread);
    const listed = element?.querySelector(`[data-pinned-seq="${Number(data.message)}"]`);
    if (!element || !PINNING.has(type) || (type !== "message.pinned" && !listed) || this.#listing.has(data.thread)) {
      return;
    }
    this.#listing.add(data.thread);
    const mine = document.hasFocus() && element.isConnected ? 0.1 : 1;
    setTimeout(() => this.#listPinned(data.thread, element), Math.random() * SPREAD * mine);
  }

  async #listPinned(thread, element) {
    this.#listing.delete(thread);
    const page = await fetchPage(`${this.#address}/pinned?thread=${thread}`);
    const list = page?.querySelector("[data-pinned-list]");
    const shown = element.querySelector("[data-pinned-list]");
    if (list && shown) {
      list.querySelector("details")?.toggleAttribute("open", shown.querySelector("details")?.open ?? false);
      shown.replaceWith(document.importNode(list, true));
    }
  }

  // --- how it is done ----------------------------------------------------------------------------------------------------

  #url(message, act) {
    return `/api/v1/rooms/${this.#room}/messages/${message.dataset.seq}${act}`;
  }

  /** @returns what was answered; null where it was not done, which is then said */
  async #ask(method, message, act) {
    const { said, reason } = await this.#posting.ask(method, this.#url(message, act));
    if (reason) {
      this.#tell(reason);
    }
    return said ?? null;
  }

  async #copy(text, words) {
    try {
      await navigator.clipboard.writeText(text);
      this.#tell(words);
    } catch {
      this.#tell("This browser does not let the page copy; the message's page has it to select.");
    }
  }

  #problem(form, words) {
    const problem = form.querySelector("[data-problem]");
    problem.hidden = words === null;
    problem.textContent = words ?? "";
  }
}

/** The words of a message: numbers without what this reader may know of them. */
function said(message) {
  const body = message.querySelector(".message-body").cloneNode(true);
  body.querySelectorAll("[data-cites]").forEach(one => (one.textContent = one.dataset.cites));
  return body.textContent.trim();
}

function messageOf(element) {
  return element?.closest?.(".message[data-seq]") ?? null;
}

function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keep(key, draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing has the text on the page at least.
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
