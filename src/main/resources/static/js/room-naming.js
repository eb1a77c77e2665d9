/**
 * Offers people to name, from the @ and two letters on, under the field that is written in. The focus stays there: up and
 * down choose, Enter or Tab takes, Escape leaves it as typed. What is written is a name; the portal finds whose it is.
 */

import { place } from "./room-place.js";

const PAUSE = 150;
const BEGUN = /(?<![\p{L}\p{N}@/])@(\p{L}[^@\n]{1,60})$/u;
/** So much before the caret can be a name, with what stands before it; the text may be a megabyte. */
const REACH = 130;

export class Naming {
  #list;
  #find;
  #field = null;
  #at = 0;
  #asked = 0;
  #timer = 0;
  /** What nobody is called, or somebody is called whom the field names already: what goes on from it is not asked for. */
  #settled = { at: -1, typed: "" };

  /**
   * @param {HTMLElement} list a listbox that pops up
   * @param {(typed: string) => Promise<{said?: {items: {name: string, organization: string|null, mention: string}[]}}>} find
   */
  constructor(list, find) {
    this.#list = list;
    this.#find = find;
    // A press would take the focus from the field.
    list.addEventListener("pointerdown", event => event.preventDefault());
    list.addEventListener("click", event => this.#take(event.target.closest("[role=option]")));
  }

  /** @param {HTMLTextAreaElement} field */
  attach(field) {
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-haspopup", "listbox");
    field.addEventListener("input", () => this.#typed(field));
    field.addEventListener("keydown", event => this.#pressed(event));
    field.addEventListener("blur", () => this.#close());
  }

  #typed(field) {
    clearTimeout(this.#timer);
    this.#asked += 1;
    const name = begun(field);
    if (!name || (name.at === this.#settled.at && name.typed.startsWith(this.#settled.typed))) {
      this.#close();
      return;
    }
    this.#timer = setTimeout(() => this.#look(field, name), PAUSE);
  }

  async #look(field, { at, typed }) {
    const asked = this.#asked;
    const { said } = await this.#find(typed);
    if (asked !== this.#asked || document.activeElement !== field || begun(field)?.at !== at) {
      return;
    }
    this.#field = field;
    this.#at = at;
    if (!said || said.items.length === 0) {
      this.#settled = said ? { at, typed } : this.#settled;
      this.#close();
      return;
    }
    this.#list.replaceChildren(...said.items.map(option));
    this.#open();
  }

  get #shown() {
    return this.#list.matches(":popover-open");
  }

  #open() {
    if (!this.#shown) {
      this.#list.showPopover();
    }
    place(this.#list, this.#field.getBoundingClientRect(), { above: true, end: false });
    this.#field.setAttribute("aria-controls", this.#list.id);
    this.#choose(0);
  }

  #close() {
    clearTimeout(this.#timer);
    if (this.#shown) {
      this.#list.hidePopover();
    }
    this.#field?.removeAttribute("aria-activedescendant");
    this.#field?.removeAttribute("aria-controls");
  }

  get #chosen() {
    return this.#list.querySelector("[aria-selected=true]");
  }

  #choose(n) {
    const options = [...this.#list.children];
    const chosen = options.at(n % options.length);
    options.forEach(one => one.setAttribute("aria-selected", one === chosen));
    this.#field.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  #pressed(event) {
    if (!this.#shown || event.isComposing) {
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if (event.key === "Enter") {
        // Sent as it stands.
        this.#close();
      }
      return;
    }
    const at = [...this.#list.children].indexOf(this.#chosen);
    const act = {
      ArrowDown: () => this.#choose(at + 1),
      ArrowUp: () => this.#choose(at - 1),
      Enter: () => this.#take(this.#chosen),
      Tab: () => this.#take(this.#chosen),
      Escape: () => this.#leave(),
    }[event.key];
    if (act && !event.shiftKey) {
      event.preventDefault();
      event.stopPropagation();
      act();
    }
  }

  #leave() {
    const typed = this.#field.value.slice(this.#at + 1, this.#field.selectionStart);
    this.#settled = { at: this.#at, typed };
    this.#close();
  }

  #take(chosen) {
    if (!chosen) {
      return;
    }
    const { mention } = chosen.dataset;
    this.#settled = { at: this.#at, typed: mention };
    this.#field.setRangeText(`@${mention} `, this.#at, this.#field.selectionStart, "end");
    // Kept and measured like everything that is typed; it closes the list, too.
    this.#field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** @returns where the @ before the caret is, and what of a name stands behind it; null where none is begun */
function begun({ value, selectionStart }) {
  const from = Math.max(0, selectionStart - REACH);
  const found = BEGUN.exec(value.slice(from, selectionStart));
  return found && { at: from + found.index, typed: found[1] };
}

function option({ name, organization, mention }, n) {
  const item = document.createElement("li");
  item.id = `nameable-${n}`;
  item.role = "option";
  item.dataset.mention = mention;
  item.append(name);
  if (organization) {
    const beside = document.createElement("span");
    beside.className = "muted";
    beside.textContent = organization;
    item.append(" ", beside);
  }
  return item;
}
