/**
 * The box one writes in. What stands in it is kept for each thread, key press by key press, until it is sent: the text, the
 * message it quotes, and whether it is for the record.
 */

import { lengthOf } from "./message-length.js";

export class Composer {
  #form;
  #text;
  #count;
  #send;
  #discarded;
  #prefix;
  #preview;
  #quoted;
  #recorded;
  #quotes = null;
  #thread = "";
  #closed = false;

  /**
   * @param {HTMLFormElement} form
   * @param {string} person whose drafts these are
   * @param {(thread: string, text: string, beside: Beside) => void} send
   * @param {(text: string) => Promise<{said?: {html: string}, reason?: string}>} preview
   * @param {(undo: () => void) => void} discarded what could not be sent any more was thrown away
   */
  constructor(form, person, send, preview, discarded) {
    this.#form = form;
    this.#text = form.elements.namedItem("text");
    this.#count = form.querySelector("[data-count]");
    this.#send = send;
    this.#discarded = discarded;
    this.#prefix = `rostrum.draft.${person}.`;
    this.#quoted = form.querySelector("[data-quoted]");
    this.#recorded = form.elements.namedItem("recorded");
    this.#recorded.addEventListener("change", () => this.#keep());
    this.#quoted.querySelector("[data-unquote]").addEventListener("click", event => {
      event.preventDefault();
      this.#quote(null);
      this.#keep();
      this.focus();
    });
    this.#text.addEventListener("input", () => {
      this.#keep();
      this.#measure();
    });
    this.#text.addEventListener("keydown", event => {
      // The Enter that ends a composition of Chinese or Japanese belongs to the input method.
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
        event.preventDefault();
        this.#form.requestSubmit();
      }
    });
    form.addEventListener("submit", event => {
      event.preventDefault();
      this.#sends();
    });
    form.querySelector("[data-discard]").addEventListener("click", () => this.#discard());
    this.#preview = new Preview(form, this.#text, () => this.#fits, preview);
    addEventListener("storage", event => {
      if (event.key === this.#key() && document.activeElement !== this.#text) {
        this.#text.value = event.newValue ?? "";
        this.#measure();
        this.#showClosed();
      }
    });
  }

  /** Changes to a thread, with what was begun there. */
  open(thread, title) {
    const first = this.#thread === "";
    this.#preview.close();
    this.#thread = thread;
    this.#form.elements.namedItem("thread").value = thread;
    this.#text.setAttribute("aria-label", `Message to ${title}`);
    const draft = localStorage.getItem(this.#key());
    const shown = first ? this.#shown() : null;
    if (first && this.#text.value !== "") {
      // The server shows again what it refused; that is newer than any draft.
      this.#quote(shown);
      this.#keep();
    } else {
      this.#text.value = draft ?? "";
      this.#put(this.#kept());
      if (shown) {
        // The page was opened to quote this.
        this.#quote(shown);
        this.#keep();
      }
      this.#clearRefusal();
    }
    this.#measure();
  }

  /** Whether nobody writes here any more. What was begun stays in view, to be copied, and is the draft again once they do. */
  close(is) {
    this.#closed = is;
    this.#preview.close();
    this.#showClosed();
  }

  #showClosed() {
    this.#form.hidden = this.#closed && !this.begun;
    this.#form.classList.toggle("is-closed", this.#closed);
    this.#form.querySelector("[data-unsent]").hidden = !this.#closed;
    this.#text.readOnly = this.#closed;
    // Whoever only reads wants to know as well whether what they read is all. Moved only where it has to be: it is read aloud.
    const connection = document.querySelector("[data-connection]");
    const says = this.#form.querySelector(".composer-says");
    if (this.#form.hidden && says.contains(connection)) {
      this.#form.before(connection);
    } else if (!this.#form.hidden && !says.contains(connection)) {
      says.prepend(connection);
    }
  }

  #sends() {
    if (this.#closed || !this.begun) {
      this.focus();
      return;
    }
    if (!this.#fits) {
      // Read out now, and not with every key before.
      this.#count.role = "alert";
      this.#measure();
      this.focus();
      return;
    }
    const text = this.#text.value.trim();
    const beside = this.#beside;
    this.#text.value = "";
    this.#put({});
    // Stored in the outbox first, and only then gone from the draft.
    this.#send(this.#thread, text, beside);
    this.#preview.close();
    this.#keep();
    this.#clearRefusal();
    this.#measure();
    this.focus();
  }

  #discard() {
    const [thread, text, beside] = [this.#thread, this.#text.value, this.#beside];
    this.#text.value = "";
    this.#put({});
    this.#keep();
    this.#measure();
    this.#showClosed();
    this.#discarded(() => {
      if (thread === this.#thread) {
        this.putBack(text, beside);
      } else {
        keep(this.#prefix + thread, text);
      }
    });
  }

  /** @param {Quoted} quoted the message that what is written next answers */
  quote(quoted) {
    this.#quote(quoted);
    this.#keep();
    this.focus();
  }

  /** Puts a text back to be edited, before whatever was begun since. */
  putBack(text, beside) {
    this.#preview.close();
    const begun = this.#text.value;
    this.#text.value = begun.trim() === "" ? text : `${text}\n\n${begun}`;
    this.#put({ quotes: beside.quotes ?? this.#quotes, recorded: beside.recorded || this.#recorded.checked });
    this.#keep();
    this.#measure();
    this.#showClosed();
    this.focus();
    this.#text.setSelectionRange(text.length, text.length);
  }

  focus() {
    this.#preview.close();
    this.#text.focus();
  }

  /** Whether something stands in it that was not sent. */
  get begun() {
    return /\S/.test(this.#text.value);
  }

  get #fits() {
    return this.#count.dataset.over === undefined;
  }

  get focused() {
    return document.activeElement === this.#text;
  }

  #key() {
    return this.#prefix + this.#thread;
  }

  get #beside() {
    return { ...(this.#quotes && { quotes: this.#quotes }), ...(this.#recorded.checked && { recorded: true }) };
  }

  #put({ quotes = null, recorded = false }) {
    this.#quote(quotes);
    this.#recorded.checked = recorded;
  }

  #quote(quoted) {
    this.#quotes = quoted;
    this.#quoted.hidden = quoted === null;
    this.#form.elements.namedItem("quotes").value = quoted?.seq ?? "";
    if (quoted) {
      const author = this.#quoted.querySelector("[data-author]");
      author.textContent = quoted.author;
      author.href = `#m${quoted.seq}`;
      this.#quoted.querySelector("[data-text]").textContent = quoted.text;
    }
  }

  /** What the server put there. */
  #shown() {
    const seq = Number(this.#form.elements.namedItem("quotes").value);
    const words = part => this.#quoted.querySelector(part).textContent;
    return seq ? { seq, author: words("[data-author]"), text: words("[data-text]") } : null;
  }

  #kept() {
    try {
      return JSON.parse(localStorage.getItem(`${this.#key()}.beside`)) ?? {};
    } catch {
      return {};
    }
  }

  #keep() {
    const beside = JSON.stringify(this.#beside);
    try {
      keep(this.#key(), this.#text.value);
      keep(`${this.#key()}.beside`, beside === "{}" ? "" : beside);
    } catch {
      // A browser that keeps nothing has the text on the page at least.
    }
  }

  #measure() {
    const { over, words } = lengthOf(this.#text.value, Number(this.#text.dataset.longest));
    this.#count.textContent = words;
    this.#count.classList.toggle("error", over > 0);
    this.#count.toggleAttribute("data-over", over > 0);
    if (over === 0) {
      this.#count.role = null;
    }
    this.#text.ariaInvalid = over > 0 || this.#form.querySelector("[data-refusal]") ? "true" : null;
  }

  #clearRefusal() {
    this.#form.querySelector("[data-refusal]")?.remove();
  }
}

/**
 * @typedef {{seq: number, author: string, text: string}} Quoted
 * @typedef {{quotes?: Quoted, recorded?: boolean}} Beside what goes with a text
 */

function keep(key, value) {
  if (value === "") {
    localStorage.removeItem(key);
  } else {
    localStorage.setItem(key, value);
  }
}

/** How the text would look, in place of the text. The server renders it, as it will when it is sent. */
class Preview {
  #text;
  #fits;
  #button;
  #pane;
  #shown;
  #render;
  #asked = 0;

  constructor(form, text, fits, render) {
    this.#text = text;
    this.#fits = fits;
    this.#render = render;
    this.#button = form.querySelector("[data-preview-button]");
    this.#pane = form.querySelector("[data-preview]");
    this.#shown = this.#pane.querySelector("[data-preview-text]");
    this.#button.setAttribute("aria-pressed", "false");
    this.#button.addEventListener("click", event => {
      event.preventDefault();
      if (this.#button.getAttribute("aria-pressed") === "true") {
        this.close();
        text.focus();
      } else {
        this.#open();
      }
    });
    this.#pane.addEventListener("keydown", event => {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.close();
        text.focus();
      }
    });
    this.close();
  }

  async #open() {
    if (!/\S/.test(this.#text.value) || !this.#fits()) {
      this.#text.focus();
      return;
    }
    this.#asked += 1;
    const asked = this.#asked;
    this.#button.ariaBusy = "true";
    const { said, reason } = await this.#render(this.#text.value);
    this.#button.ariaBusy = null;
    if (asked !== this.#asked) {
      return;
    }
    if (said) {
      // Sanitised by the server.
      this.#shown.innerHTML = said.html;
    } else {
      this.#shown.textContent = reason;
    }
    this.#shown.classList.toggle("error", !said);
    this.#text.hidden = true;
    this.#pane.hidden = false;
    this.#button.setAttribute("aria-pressed", "true");
    this.#pane.focus();
  }

  close() {
    this.#asked += 1;
    this.#pane.hidden = true;
    this.#text.hidden = false;
    this.#button.setAttribute("aria-pressed", "false");
  }
}
