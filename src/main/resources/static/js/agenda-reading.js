/**
 * Finding one's way through a long agenda: find by number or words, what concerns the reader, folding, single keys.
 * Without it the list is whole. It keeps no list of its own: a newer version takes the place of this one at any time.
 */

import { listenToKeys } from "./room-keys.js";

const NUMBER = /^i?\d+(\.\d+)*\.?$/i;

const tools = document.querySelector("[data-agenda-tools]");
const region = document.querySelector('[data-live-region="agenda"]');

const find = tools.querySelector("[data-find]");
const concerns = tools.querySelector("[data-concerns]");
const fold = tools.querySelector("[data-fold]");
const now = tools.querySelector("[data-now]");
const found = tools.querySelector("[data-found]");

/** Ids of the items whose lower ones are folded away. */
const folded = new Set();
let items = [];

class Item {
  constructor(element) {
    this.element = element;
    this.row = element.querySelector(":scope > .sheet-row");
    this.below = element.querySelector(":scope > .sheet");
    this.number = this.row.querySelector(".agenda-number").textContent;
    this.words = plain(this.row.textContent);
    this.mine = element.hasAttribute("data-mine") || this.row.querySelector("[data-mine]") !== null;
  }

  isAtOrBelow(number) {
    return this.number === number || this.number.startsWith(`${number}.`);
  }

  says(words) {
    return words.every(word => this.words.includes(word));
  }

  get shown() {
    return this.row.offsetParent !== null;
  }

  /** Where the keyboard stands: on the number, or on the row where there is none. */
  get handle() {
    return this.row.querySelector("a.agenda-number") ?? this.row;
  }
}

/** In small letters without accents, as people type what they look for. */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}

function read() {
  items = [...region.querySelectorAll(".sheet-item")].map(element => new Item(element));
  tools.hidden = items.length === 0;
  const mine = items.filter(item => item.mine).length;
  concerns.hidden = mine === 0;
  concerns.querySelector("[data-concerns-count]").textContent = mine;
  if (mine === 0) {
    concerns.ariaPressed = "false";
  }
  markNow();
  for (const item of items.filter(each => each.below)) {
    addFold(item);
  }
  fold.hidden = !items.some(item => item.below);
  show();
}

function markNow() {
  const current = items.find(item => item.element.classList.contains("is-now"));
  now.hidden = !current;
  if (current) {
    now.hash = current.element.id;
    now.textContent = `Now ${current.number} ${current.row.querySelector(".sheet-title").textContent}`;
  }
}

function addFold(item) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sheet-fold";
  button.innerHTML = '<span class="icon icon-chevron-down" aria-hidden="true"></span><span class="visually-hidden"></span>';
  button.lastElementChild.textContent = `What is below ${item.number}`;
  button.addEventListener("click", () => {
    setFolded(item, !folded.has(item.element.id));
    show();
  });
  item.row.querySelector(".sheet-main").prepend(button);
}

function setFolded(item, yes) {
  if (yes) {
    folded.add(item.element.id);
  } else {
    folded.delete(item.element.id);
  }
}

/** A number that no item has is words: part of a contribution's number, a year. */
function answering(sought) {
  const number = sought.replace(/\.$/, "");
  if (NUMBER.test(sought) && items.some(item => item.number === number)) {
    return item => item.isAtOrBelow(number);
  }
  const words = sought.split(" ");
  return item => item.says(words);
}

/** What answers, with all above it, so that it is clear where it stands; below it too where a number was asked for. */
function show() {
  const sought = plain(find.value);
  const mine = concerns.ariaPressed === "true";
  const narrowed = sought !== "" || mine;
  const answers = answering(sought);
  let count = 0;
  for (const item of items) {
    item.hit = (!mine || item.mine) && (sought === "" || answers(item));
    item.element.hidden = narrowed && !item.hit;
    count += item.hit ? 1 : 0;
  }
  if (narrowed) {
    for (const item of items.filter(each => each.hit)) {
      for (let above = parent(item.element); above; above = parent(above)) {
        above.hidden = false;
      }
    }
  }
  for (const item of items.filter(each => each.below)) {
    const closed = !narrowed && folded.has(item.element.id);
    item.below.hidden = closed;
    item.row.querySelector(".sheet-fold").ariaExpanded = String(!closed);
  }
  const all = items.filter(item => item.below).every(item => folded.has(item.element.id));
  fold.ariaExpanded = String(!all);
  fold.textContent = all ? "Expand all" : "Collapse all";
  found.textContent = narrowed ? `${count} of ${items.length} items` : "";
}

function parent(element) {
  return element.parentElement.closest(".sheet-item");
}

function foldAll() {
  const close = fold.ariaExpanded === "true";
  const reading = items.find(item => item.shown && item.row.getBoundingClientRect().bottom > tools.offsetHeight);
  items.filter(item => item.below).forEach(item => setFolded(item, close));
  show();
  if (reading) {
    let top = reading.element;
    while (top.offsetParent === null && parent(top)) {
      top = parent(top);
    }
    top.scrollIntoView({ block: "start" });
  }
}

/** Opens what an address with #item-… names, whatever is folded away or not looked for. */
function openTarget() {
  const item = items.find(each => `#${each.element.id}` === location.hash);
  if (!item) {
    return;
  }
  if (item.element.hidden) {
    clear();
  }
  for (let above = parent(item.element); above; above = parent(above)) {
    folded.delete(above.id);
  }
  show();
  item.element.scrollIntoView({ block: "start" });
}

function clear() {
  find.value = "";
  concerns.ariaPressed = "false";
  show();
}

function go(item) {
  if (item) {
    item.handle.focus({ preventScroll: true });
    item.element.scrollIntoView({ block: "nearest" });
  }
}

/** From where the focus is, or else from the first item that is in sight. */
function step(by) {
  const shown = items.filter(item => item.shown);
  const here = shown.findIndex(item => item.row.contains(document.activeElement));
  const inSight = shown.findIndex(item => item.row.getBoundingClientRect().top >= tools.offsetHeight);
  go(here >= 0 ? shown[here + by] : shown[Math.max(inSight, 0)]);
}

function toggleConcerns() {
  if (!concerns.hidden) {
    concerns.ariaPressed = String(concerns.ariaPressed !== "true");
    show();
  }
}

function toNow() {
  go(items.find(item => `#${item.element.id}` === now.hash && !now.hidden));
}

find.addEventListener("input", show);
find.addEventListener("keydown", event => {
  if (event.key === "Escape" && find.value !== "") {
    event.preventDefault();
    find.value = "";
    show();
  }
});
tools.addEventListener("submit", event => {
  event.preventDefault();
  if (find.value.trim() !== "") {
    go(items.find(item => item.hit));
  }
});
concerns.addEventListener("click", toggleConcerns);
fold.addEventListener("click", foldAll);
addEventListener("hashchange", openTarget);
region.addEventListener("floor-moved", markNow);
new MutationObserver(changes => {
  if (changes.some(change => change.target === region)) {
    read();
  }
}).observe(region, { childList: true });

listenToKeys(
  {
    "/": () => find.select(),
    j: () => step(1),
    k: () => step(-1),
    n: toNow,
    c: foldAll,
    m: toggleConcerns,
  },
  tools.querySelector("[data-keys]"),
);
read();
openTarget();
