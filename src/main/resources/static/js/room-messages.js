/**
 * One thread as the page shows it: its messages in the order of the room's log, what this person wrote and the room has
 * not taken yet below them, and the rule that nothing moves under the reader.
 *
 * The markup of a message stands once, in the page's <template>; the server fills the same fragment. The scroller is a
 * reversed column: the browser keeps its offset from the newest message, so a reader at the end stays there by itself,
 * and for a reader further up whatever grows below is taken back by hand.
 */

import { both, clock, day } from "./zone.js";

/** How far from the newest message still counts as being there. */
const AT_END = 48;
/** Messages of one person closer together than this share one name. */
const SAME_SPEAKER = 5 * 60 * 1000;
/** Above MOST messages the oldest are dropped down to KEPT while the reader is at the end; "earlier" brings them back. */
const MOST = 400;
const KEPT = 250;
const NO_LONGER_SHOWN = "A message that is no longer shown";

export class ThreadView {
  #zone;
  #list;
  #pending;
  #scroller;
  #news;
  #unseen = 0;
  #fromEnd = 0;
  #seqs = new Set();
  #visited = false;
  #here = false;
  #isMine;
  #onSeen = () => {};

  /**
   * @param {HTMLElement} element the rendered thread, from this page or a fetched one
   * @param {string} zone the meeting's, in which times are said
   * @param {(by: {name: string, organization: string|null}) => boolean} isMine
   */
  constructor(element, zone, isMine) {
    this.element = element;
    this.id = element.dataset.thread;
    this.#zone = zone;
    this.#isMine = isMine;
    this.#list = element.querySelector("[data-messages]");
    this.#pending = element.querySelector("[data-pending]");
    this.#scroller = element.querySelector("[data-scroller]");
    this.#news = element.querySelector("[data-news]");
    for (const shown of this.#list.querySelectorAll("[data-seq]")) {
      this.#seqs.add(Number(shown.dataset.seq));
    }
    this.#markMine();
    this.#markReacted(element.dataset.reacted);
    this.#news.addEventListener("click", () => this.showNews());
    this.#scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    element.addEventListener("click", event => {
      const earlier = event.target.closest("[data-earlier]");
      if (earlier && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        this.#loadEarlier(earlier);
      }
    });
  }

  get title() {
    return this.element.dataset.title;
  }

  /** The newest seq this thread shows; 0 where it shows nothing. */
  get lastSeq() {
    return this.#seqs.size === 0 ? 0 : Math.max(...this.#seqs);
  }

  /** Whether this is a page of earlier messages, at whose end nothing can be added without a gap. */
  get past() {
    return this.element.dataset.later !== undefined;
  }

  /** An offline discussion that has returned to the meeting: nobody writes here any more. */
  get closed() {
    return this.element.dataset.closed !== undefined;
  }

  /** @param {boolean} is */
  close(is) {
    this.#steady(() => {
      this.element.toggleAttribute("data-closed", is);
      this.element.querySelector("[data-closed-notice]").hidden = !is;
    });
    const form = this.element.querySelector("[data-end-form]");
    if (form) {
      form.action = form.action.replace(/(clos|reopen)ing$/, is ? "reopening" : "closing");
      form.querySelector("button").textContent = is ? "Reopen" : "Close the discussion";
    }
  }

  get atEnd() {
    return Math.abs(this.#scroller.scrollTop) < AT_END;
  }

  has(seq) {
    return this.#seqs.has(seq);
  }

  /** @param {(view: ThreadView) => void} listener called when the reader is at the newest message */
  onSeen(listener) {
    this.#onSeen = listener;
  }

  /** Called when its element may have come into the page; a detached element forgets how far it was scrolled. */
  attached() {
    if (this.#here) {
      return;
    }
    this.#here = true;
    const linked = this.#visited ? null : this.#list.querySelector(":target");
    this.#visited = true;
    if (linked) {
      linked.scrollIntoView({ block: "center" });
      return;
    }
    this.#scroller.scrollTop = this.#fromEnd;
    const line = this.#list.querySelector("[data-new-line]");
    if (line && this.atEnd) {
      // What is new is read from its beginning, not from its end.
      const above = line.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
      this.#scroller.scrollTop += Math.min(0, above - 16);
    }
    this.#scrolled();
  }

  /** The reader's eyes are on it again. */
  look() {
    this.#scrolled();
  }

  leaving() {
    this.#here = false;
    this.#fromEnd = this.#scroller.scrollTop;
    this.#list.querySelector("[data-new-line]")?.remove();
  }

  /**
   * Puts what the log brought in its place; what is there already is left alone.
   *
   * @param {{node: HTMLElement, mine: boolean}[]} arrivals in the order of the log
   * @param {boolean} looking whether this thread is before the reader's eyes
   */
  add(arrivals, looking) {
    if (this.past) {
      this.#unseen += arrivals.filter(({ mine }) => !mine).length;
      this.#showPill();
      return;
    }
    const fresh = arrivals.filter(({ node }) => !this.#seqs.has(Number(node.dataset.seq)));
    if (fresh.length === 0) {
      return;
    }
    const following = looking && this.atEnd;
    this.#steady(() => {
      this.#list.querySelector("[data-empty]")?.remove();
      fresh.forEach(({ node, mine }) => this.#insert(node, mine, following));
      if (following && this.#list.childElementCount > MOST) {
        this.#trim();
      }
    });
    if (following) {
      this.#onSeen(this);
    } else {
      this.#unseen += fresh.filter(({ mine }) => !mine).length;
      this.#showPill();
    }
  }

  /** What happened to a message of this thread, or to one that is quoted here. */
  change(event) {
    const { message } = event.data;
    const node = this.#list.querySelector(`.message[data-seq="${Number(message)}"]`);
    if (node) {
      this.#steady(() => changeInto(node, event, this.#isMine));
    }
    if (event.type === "message.deleted" || event.type === "message.hidden") {
      for (const quote of this.#list.querySelectorAll(`[data-quote="${Number(message)}"] [data-text]`)) {
        quote.textContent = NO_LONGER_SHOWN;
      }
    }
  }

  /** The numbers in it that may be contributions'. */
  get cited() {
    return [...this.#list.querySelectorAll("[data-cites]")].map(one => one.dataset.cites);
  }

  /** @param {Map<string, string|null>} known what this reader may know of a number, as the server writes it; null for nothing */
  cite(known) {
    this.#steady(() => {
      for (const cited of this.#list.querySelectorAll("[data-cites]")) {
        const number = cited.dataset.cites;
        const html = known.get(number);
        if (html === null) {
          cited.textContent = number;
        } else if (html !== undefined && cited.innerHTML !== html) {
          cited.innerHTML = html;
        }
      }
    });
  }

  #insert(node, mine, following) {
    const seq = Number(node.dataset.seq);
    this.#seqs.add(seq);
    const next = this.#after(seq);
    this.#list.insertBefore(node, next);
    node.classList.add("is-new");
    node.classList.toggle("is-mine", mine);
    markNamed(node, this.#isMine);
    if (!following && !mine && !next && !this.#list.querySelector("[data-new-line]")) {
      this.#list.insertBefore(template("new-line-template"), node);
    }
    this.#group(node);
    this.#group(followed(node, "nextElementSibling"));
  }

  /** Shows what this person wrote and the room has not taken yet, in the order they wrote it. */
  showPending(nodes) {
    const wasAtEnd = this.atEnd;
    const wanted = new Set(nodes);
    [...this.#pending.children].filter(node => !wanted.has(node)).forEach(node => node.remove());
    // One by one, because a node that is taken out and put back loses the focus in it.
    nodes.forEach((node, i) => {
      if (this.#pending.children[i] !== node) {
        this.#pending.insertBefore(node, this.#pending.children[i] ?? null);
      }
    });
    if (wasAtEnd) {
      this.#scroller.scrollTop = 0;
    }
  }

  toEnd() {
    this.#scroller.scrollTop = 0;
    this.#scrolled();
  }

  /** To the first of what arrived while the reader was further up, or elsewhere. */
  showNews() {
    if (this.past) {
      this.element.querySelector("[data-latest]").click();
      return;
    }
    const line = this.#list.querySelector("[data-new-line]");
    if (line) {
      line.scrollIntoView({ block: "start", behavior: calm() });
    } else {
      this.#scroller.scrollTo({ top: 0, behavior: calm() });
    }
    (line ? followed(line, "nextElementSibling") : this.#messages().at(-1))?.focus({ preventScroll: true });
  }

  /** Moves the focus by messages; from outside the list it begins at the newest. */
  step(by) {
    const messages = this.#messages();
    const at = messages.indexOf(document.activeElement?.closest(".message"));
    const next = messages[at < 0 ? messages.length - 1 : Math.min(messages.length - 1, Math.max(0, at + by))];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  }

  focus() {
    this.#scroller.focus({ preventScroll: true });
  }

  #messages() {
    return [...this.element.querySelectorAll(".message")];
  }

  /** Runs a change of the list such that what a reader further up is reading stays where it is. */
  #steady(change) {
    const before = this.#scroller.scrollHeight;
    const offset = this.#scroller.scrollTop;
    change();
    if (Math.abs(offset) >= AT_END) {
      this.#scroller.scrollTop = offset - (this.#scroller.scrollHeight - before);
    }
  }

  #after(seq) {
    let next = null;
    for (let node = this.#list.lastElementChild; node; node = node.previousElementSibling) {
      const other = Number(node.dataset.seq);
      if (other > seq) {
        next = node;
      } else if (other) {
        break;
      }
    }
    return next;
  }

  /** Day lines and the shared name depend on the neighbours only, so both are settled whenever one gets a new one. */
  #group(node) {
    if (!node?.dataset.seq) {
      return;
    }
    const previous = followed(node, "previousElementSibling");
    const today = day(timeOf(node), this.#zone);
    const sameDay = previous !== null && day(timeOf(previous), this.#zone) === today;
    const line = node.previousElementSibling?.matches("[data-day]") ? node.previousElementSibling : null;
    if (sameDay) {
      line?.remove();
    } else if (!line) {
      this.#list.insertBefore(dayLine(today), node);
    }
    node.classList.toggle(
      "is-same",
      sameDay &&
        node.matches(".message") &&
        previous.matches(".message") &&
        speaker(node) === speaker(previous) &&
        timeOf(node) - timeOf(previous) < SAME_SPEAKER,
    );
  }

  #trim() {
    const shown = [...this.#list.children].filter(node => node.dataset.seq);
    const first = shown.at(-KEPT);
    for (let node = this.#list.firstElementChild; node !== first; node = this.#list.firstElementChild) {
      this.#seqs.delete(Number(node.dataset.seq));
      node.remove();
    }
    this.#group(first);
    const earlier = this.element.querySelector("[data-earlier]");
    earlier.hidden = false;
    earlier.href = addressBefore(earlier.href, first.dataset.seq);
  }

  #showPill() {
    const words = `${this.#unseen} new`;
    this.#news.hidden = this.#unseen === 0;
    this.#news.querySelector("[data-count]").textContent = words;
  }

  #scrolled() {
    if (!this.element.isConnected || !this.atEnd) {
      return;
    }
    this.#unseen = 0;
    this.#showPill();
    this.#onSeen(this);
  }

  /** The server renders a thread the same for everybody. */
  #markReacted(reacted) {
    const mine = new Set(reacted ? reacted.split(",") : []);
    for (const shown of this.#list.querySelectorAll("[data-reaction]:not(:has([aria-pressed]))")) {
      press(shown, mine.has(`${shown.closest(".message").dataset.seq} ${shown.dataset.reaction}`));
    }
  }

  #markMine() {
    markNamed(this.#list, this.#isMine);
    for (const message of this.#list.querySelectorAll(".message")) {
      const name = message.querySelector(".message-author").textContent;
      const organization = message.querySelector(".message-org")?.textContent ?? null;
      message.classList.toggle("is-mine", this.#isMine({ name, organization }));
    }
  }

  async #loadEarlier(link) {
    if (link.ariaBusy === "true") {
      return;
    }
    link.ariaBusy = "true";
    try {
      const page = await fetchPage(link.href);
      const older = page?.querySelector(`[data-thread="${CSS.escape(this.id)}"]`);
      if (!older) {
        throw new Error("no thread in the answer");
      }
      const hadFocus = document.activeElement === link;
      const first = this.#list.querySelector("[data-seq]");
      // A log region reads out whatever is added, and these are not new.
      this.#list.ariaLive = "off";
      for (const node of older.querySelectorAll("[data-messages] > [data-seq]")) {
        const seq = Number(node.dataset.seq);
        if (!this.#seqs.has(seq)) {
          this.#seqs.add(seq);
          const placed = this.#list.insertBefore(document.importNode(node, true), this.#after(seq));
          this.#group(placed);
        }
      }
      this.#group(first);
      const further = older.querySelector("[data-earlier]");
      link.hidden = further === null || further.hidden;
      if (!link.hidden) {
        link.href = further.href;
      } else if (hadFocus) {
        this.#messages()[0]?.focus({ preventScroll: true });
      }
      this.#markMine();
      this.#markReacted(older.dataset.reacted);
    } catch {
      // Without the network the link stays as it is, to be pressed again.
    } finally {
      link.ariaBusy = null;
      setTimeout(() => (this.#list.ariaLive = null), 1000);
    }
  }
}

/** A message.posted event, or one of this person's own that waits, as the page shows it. */
export function messageNode({ seq, at, by, text, html, quotes, recorded = false }, zone) {
  const node = template("message-template");
  if (seq) {
    node.id = `m${seq}`;
    node.dataset.seq = seq;
    node.dataset.changed = 0;
    node.dataset.version = 1;
    for (const link of node.querySelectorAll("[data-edited], [data-more]")) {
      link.href = `${location.pathname}/messages/${seq}`;
    }
  } else {
    node.removeAttribute("id");
    node.querySelector("[data-tools]").remove();
  }
  const avatar = node.querySelector(".avatar");
  avatar.className = `avatar avatar-${by.name.length % 6}`;
  avatar.textContent = initials(by.name);
  node.querySelector(".message-author").textContent = by.name;
  const organization = node.querySelector(".message-org");
  if (by.organization) {
    organization.textContent = by.organization;
  } else {
    organization.remove();
  }
  timeInto(node, at, zone, seq);
  const quote = node.querySelector(".message-quote");
  if (quotes) {
    quote.dataset.quote = quotes.seq;
    quote.querySelector("[data-author]").href = `#m${quotes.seq}`;
    quote.querySelector("[data-author]").textContent = quotes.author;
    quote.querySelector("[data-text]").textContent = quotes.text || NO_LONGER_SHOWN;
  } else {
    quote.remove();
  }
  textInto(node, text, html);
  if (recorded) {
    mark(node, "recorded", true);
  }
  return node;
}

function textInto(node, text, html) {
  const body = node.querySelector(".message-body");
  if (html) {
    // Sanitised by the server when it was posted.
    body.innerHTML = html;
  } else {
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    body.replaceChildren(paragraph);
  }
}

/** Makes this reader's own name stand out. */
function markNamed(node, isMine) {
  for (const { dataset, classList } of node.querySelectorAll(".mention")) {
    classList.toggle("is-me", isMine({ name: dataset.name, organization: dataset.organization ?? null }));
  }
}

/** What happened to a message that is on the page; a page may know it already, from a later number than the event's. */
function changeInto(node, { seq, type, data, by }, isMine) {
  if (Number(node.dataset.changed) >= seq) {
    return;
  }
  node.dataset.changed = seq;
  switch (type) {
    case "message.edited":
      node.dataset.version = data.version;
      textInto(node, data.text, data.html);
      markNamed(node, isMine);
      node.querySelector("[data-edited]").hidden = false;
      break;
    case "message.deleted":
      withhold(node, "deleted", "Deleted by its author");
      break;
    case "message.hidden":
      withhold(node, "hidden", `Hidden by the chair: ${data.reason}`);
      break;
    case "message.shown":
      node.classList.remove("is-withheld");
      delete node.dataset.withheld;
      textInto(node, data.text, data.html);
      markNamed(node, isMine);
      break;
    case "message.pinned":
    case "message.unpinned":
      mark(node, "pinned", type === "message.pinned");
      break;
    case "message.recorded":
    case "message.unrecorded":
      mark(node, "recorded", type === "message.recorded");
      break;
    case "message.reacted":
      react(node, data, isMine(by));
      break;
  }
}

function withhold(node, how, words) {
  node.classList.add("is-withheld");
  node.dataset.withheld = how;
  mark(node, "pinned", false);
  const trace = document.createElement("p");
  trace.className = "message-withheld";
  trace.textContent = words;
  node.querySelector(".message-body").replaceChildren(trace);
}

function mark(node, what, is) {
  node.classList.toggle(`is-${what}`, is);
  node.querySelector(`[data-${what}]`).hidden = !is;
}

/** Shows how a message stands after somebody reacted. */
export function react(node, { reaction, count, on }, mine) {
  const list = node.querySelector("[data-reactions]");
  let shown = list.querySelector(`[data-reaction="${CSS.escape(reaction)}"]`);
  if (!shown && count > 0) {
    const known = document.getElementById("reactions-template").content;
    shown = known.querySelector(`[data-reaction="${CSS.escape(reaction)}"]`).cloneNode(true);
    shown.querySelector("button")?.setAttribute("formaction", `${location.pathname}/messages/${node.dataset.seq}/reactions`);
    press(shown, false);
    const order = [...known.querySelectorAll("[data-reaction]")].map(one => one.dataset.reaction);
    const later = order.slice(order.indexOf(reaction) + 1);
    list.insertBefore(shown, [...list.children].find(one => later.includes(one.dataset.reaction)) ?? null);
  }
  if (shown) {
    shown.querySelector("[data-number]").textContent = count;
    press(shown, mine ? on : shown.classList.contains("is-mine"));
  }
  if (count === 0) {
    shown?.remove();
  }
  list.hidden = list.childElementCount === 0;
}

/** Marks a reaction as this reader's own, or not. */
function press(shown, mine) {
  shown.classList.toggle("is-mine", mine);
  shown.querySelector("button")?.setAttribute("aria-pressed", mine);
}

/**
 * Anything else of the log: a quiet line in the meeting's thread.
 *
 * @param {string} href where it can be seen; null where nowhere
 */
export function lineNode({ seq, at }, { words, href }, zone) {
  const node = template("line-template");
  node.id = `m${seq}`;
  node.dataset.seq = seq;
  const link = node.querySelector("[data-words]");
  link.textContent = words;
  link.href = href;
  timeInto(node, at, zone, seq);
  return node;
}

/** @returns {Promise<Document|null>} null where the network or the session is gone */
export async function fetchPage(address) {
  try {
    const response = await fetch(address, { redirect: "manual", headers: { Accept: "text/html" } });
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  } catch {
    return null;
  }
}

function template(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

function timeInto(node, at, zone, seq) {
  const time = node.querySelector("time");
  time.dateTime = new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
  time.title = both(at, zone);
  time.textContent = clock(at, zone);
  const link = time.closest("a");
  if (link) {
    if (seq) {
      link.href = `#m${seq}`;
    } else {
      link.removeAttribute("href");
    }
  }
}

function dayLine(words) {
  const line = template("day-template");
  line.textContent = words;
  return line;
}

/** The next thing of the log beside a node, day lines and the mark of what is new left out. */
function followed(node, direction) {
  let other = node[direction];
  while (other && !other.dataset.seq) {
    other = other[direction];
  }
  return other;
}

function timeOf(node) {
  return Date.parse(node.querySelector("time").dateTime);
}

function speaker(node) {
  const organization = node.querySelector(".message-org")?.textContent ?? "";
  return `${node.querySelector(".message-author").textContent}\n${organization}`;
}

function initials(name) {
  const words = name.trim().split(/ +/);
  return words[0].slice(0, 1) + (words.length > 1 ? words.at(-1).slice(0, 1) : "");
}

function addressBefore(address, seq) {
  const url = new URL(address, location.href);
  url.searchParams.set("before", seq);
  return url.pathname + url.search;
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
