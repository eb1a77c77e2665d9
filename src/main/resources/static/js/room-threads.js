/** The list of threads: which is open, how much is unread in each, and its walk by the arrow keys. */

import { fetchPage } from "./room-messages.js";

/** So that not everybody in the room asks for the list at the same instant. */
const SPREAD = 1_500;

export class ThreadList {
  #region;
  #open;
  #refreshing = null;
  #again = false;

  /**
   * @param {HTMLElement} region what a refresh replaces the content of
   * @param {(thread: string) => void} open
   */
  constructor(region, open) {
    this.#region = region;
    this.#open = open;
    region.addEventListener("click", event => {
      const link = event.target.closest("[data-thread-link]");
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        this.#open(link.dataset.threadLink);
      }
    });
    region.addEventListener("keydown", event => {
      const by = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
      if (by && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        event.stopPropagation();
        const links = this.#links();
        const at = links.indexOf(document.activeElement);
        links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
      }
    });
  }

  has(thread) {
    return this.#link(thread) !== null;
  }

  addressOf(thread) {
    return this.#link(thread)?.getAttribute("href");
  }

  /** The thread of an agenda item; undefined where the item has none here. */
  ofItem(item) {
    return this.#region.querySelector(`[data-item="${CSS.escape(item)}"]`)?.dataset.threadLink;
  }

  /** Marks what the room is on. @param {string|null} item */
  now(item) {
    this.#region.querySelectorAll(".is-now").forEach(line => line.classList.remove("is-now"));
    this.#region.querySelector("[data-jump]").hidden = !item || this.ofItem(item) === undefined;
    if (item) {
      this.#region.querySelector(`[data-item="${CSS.escape(item)}"]`)?.closest(".agenda-item").classList.add("is-now");
    }
  }

  /** Marks the thread that is open; it is read by being looked at. */
  current(thread) {
    for (const link of this.#links()) {
      if (link.dataset.threadLink === thread) {
        link.setAttribute("aria-current", "page");
      } else {
        link.removeAttribute("aria-current");
      }
    }
  }

  bump(thread, by = 1) {
    const link = this.#link(thread);
    if (link) {
      this.#count(link, Number(link.dataset.unread) + by);
    }
  }

  read(thread) {
    const link = this.#link(thread);
    if (link && link.dataset.unread !== "0") {
      this.#count(link, 0);
    }
  }

  get unread() {
    return this.#links().reduce((sum, link) => sum + Number(link.dataset.unread), 0);
  }

  focus() {
    (this.#region.querySelector("[aria-current]") ?? this.#links()[0])?.focus();
  }

  /** Fetches the list anew: an agenda was published, or a number reserved. Counts that this page knows better are kept. */
  async refresh(address, current) {
    if (this.#refreshing) {
      this.#again = true;
      return this.#refreshing;
    }
    this.#refreshing = spread().then(() => this.#replace(address, current));
    await this.#refreshing;
    this.#refreshing = null;
    if (this.#again) {
      this.#again = false;
      await this.refresh(address, current);
    }
  }

  async #replace(address, current) {
    const known = new Map(this.#links().map(link => [link.dataset.threadLink, Number(link.dataset.unread)]));
    const page = await fetchPage(address);
    const fresh = page?.querySelector("[data-threads]");
    if (!fresh) {
      return;
    }
    for (const link of this.#links()) {
      known.set(link.dataset.threadLink, Number(link.dataset.unread));
    }
    const focused = document.activeElement?.closest("[data-thread-link]")?.dataset.threadLink;
    const scrolled = this.#region.scrollTop;
    this.#region.replaceChildren(...document.importNode(fresh, true).childNodes);
    this.#region.scrollTop = scrolled;
    for (const link of this.#links()) {
      const unread = known.get(link.dataset.threadLink);
      if (unread !== undefined) {
        this.#count(link, unread);
      }
    }
    this.current(current());
    if (focused) {
      this.#link(focused)?.focus({ preventScroll: true });
    }
  }

  #links() {
    return [...this.#region.querySelectorAll("[data-thread-link]")];
  }

  #link(thread) {
    return this.#region.querySelector(`[data-thread-link="${CSS.escape(thread)}"]`);
  }

  #count(link, unread) {
    link.dataset.unread = unread;
    const badge = link.querySelector("[data-unread-count]");
    badge.hidden = unread === 0;
    badge.querySelector("[data-number]").textContent = unread > 99 ? "99+" : unread;
  }
}

function spread() {
  return new Promise(resolve => setTimeout(resolve, Math.random() * SPREAD));
}
