/** The box one writes in. What stands in it is kept for each thread, key press by key press, until it is sent. */

/** From here on the room for more is said. */
const NEARLY_FULL = 0.9;

export class Composer {
  #form;
  #text;
  #count;
  #prefix;
  #thread = "";
  #longest;

  /**
   * @param {HTMLFormElement} form
   * @param {string} person whose drafts these are
   * @param {(thread: string, text: string) => void} send
   */
  constructor(form, person, send) {
    this.#form = form;
    this.#text = form.elements.namedItem("text");
    this.#count = form.querySelector("[data-count]");
    this.#longest = Number(this.#text.dataset.longest);
    this.#prefix = `rostrum.draft.${person}.`;
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
      const text = this.#text.value.trim();
      if (text === "") {
        this.focus();
        return;
      }
      this.#text.value = "";
      // Stored in the outbox first, and only then gone from the draft.
      send(this.#thread, text);
      this.#keep();
      this.#measure();
      this.#clearRefusal();
      this.focus();
    });
    addEventListener("storage", event => {
      if (event.key === this.#key() && document.activeElement !== this.#text) {
        this.#text.value = event.newValue ?? "";
        this.#measure();
      }
    });
  }

  /** Changes to a thread, with what was begun there. */
  open(thread, title) {
    const first = this.#thread === "";
    this.#thread = thread;
    this.#form.elements.namedItem("thread").value = thread;
    this.#text.setAttribute("aria-label", `Message to ${title}`);
    const draft = localStorage.getItem(this.#key());
    if (first && this.#text.value !== "") {
      // The server shows again what it refused; that is newer than any draft.
      this.#keep();
    } else {
      this.#text.value = draft ?? "";
      this.#clearRefusal();
    }
    this.#measure();
  }

  /** Puts a text back to be edited, before whatever was begun since. */
  putBack(text) {
    const begun = this.#text.value;
    this.#text.value = begun.trim() === "" ? text : `${text}\n\n${begun}`;
    this.#keep();
    this.#measure();
    this.focus();
    this.#text.setSelectionRange(text.length, text.length);
  }

  focus() {
    this.#text.focus();
  }

  get focused() {
    return document.activeElement === this.#text;
  }

  #key() {
    return this.#prefix + this.#thread;
  }

  #keep() {
    try {
      if (this.#text.value === "") {
        localStorage.removeItem(this.#key());
      } else {
        localStorage.setItem(this.#key(), this.#text.value);
      }
    } catch {
      // A browser that keeps nothing has the text on the page at least.
    }
  }

  #measure() {
    const length = this.#text.value.length;
    const say = length > this.#longest * NEARLY_FULL;
    this.#count.hidden = !say;
    this.#count.textContent = say
      ? `${length.toLocaleString("en")} of ${this.#longest.toLocaleString("en")} characters`
      : "";
    this.#count.classList.toggle("error", length > this.#longest);
  }

  #clearRefusal() {
    this.#form.querySelector("[data-refusal]")?.remove();
    this.#text.removeAttribute("aria-invalid");
  }
}
