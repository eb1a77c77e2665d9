/**
 * The board on which officers allocate contributions. It sends the page's own form for every change, by hand, by key or by
 * button, and is answered with the lists that are others now; what other officers do arrives the same way, without moving
 * what is under the pointer.
 */
import { watch } from "./live.js";
import { inWords } from "./room-words.js";

const form = document.querySelector("[data-board]");
const here = form.getAttribute("action");
const waiting = form.querySelector("[data-waiting]");
const bar = form.querySelector("[data-bar]");
const said = document.querySelector("[data-said]");
const toasts = document.querySelector("[data-toasts]");
/** An address holds so many identifiers; of more, everything is asked for. */
const MOST_NAMED = 60;

// ---- what there is ---------------------------------------------------------------------------------------------------

const rows = () => [...form.querySelectorAll("[data-c]")];
const row = id => form.querySelector(`[data-c="${CSS.escape(id)}"]`);
const rowOf = element => element?.closest?.("[data-c]");
const box = each => each.querySelector("input");
const shown = each => each.checkVisibility();
const chosen = () => rows().filter(each => box(each).checked);
const itemOf = element => element?.closest?.("[data-item]");
const listOf = id => form.querySelector(`[data-item="${CSS.escape(id)}"] > [data-list]`);
const numberOf = each => each.querySelector(".contribution-number").textContent;

/** What a key acts on: those that are ticked, or the one that has the focus. */
function acting() {
  const ticked = chosen();
  const focused = rowOf(document.activeElement);
  return ticked.length > 0 ? ticked : focused ? [focused] : [];
}

function tell(words) {
  said.textContent = words;
}

// ---- changing --------------------------------------------------------------------------------------------------------

/** The changes of this page that can be undone, the last one last. */
const done = [];
let chain = Promise.resolve();

function send(action, which, more = {}) {
  const fields = new URLSearchParams({ action, intent: key(), ...more });
  which.forEach(each => fields.append("contribution", typeof each === "string" ? each : each.dataset.c));
  chain = chain.then(() => post(fields), () => post(fields));
  return chain;
}

/** One for each intent; randomUUID exists on secure addresses only. */
function key() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("");
}

async function post(fields) {
  const next = after(fields.getAll("contribution"));
  form.ariaBusy = "true";
  try {
    const response = await fetch(here, {
      method: "POST",
      headers: {
        Accept: "text/html",
        "X-Board": "1",
        [document.querySelector("meta[name=csrf-header]")?.content ?? "X-CSRF-TOKEN"]:
          document.querySelector("meta[name=csrf-token]")?.content ?? "",
      },
      body: fields,
      redirect: "manual",
    });
    const parts = await read(response);
    if (!parts) {
      toast("That did not work. Load the page again to see what there is.");
      return;
    }
    apply(parts);
    const { refused, said: words, change } = parts.dataset;
    if (refused) {
      toast(refused);
      return;
    }
    if (change) {
      done.push(change);
    } else if (fields.get("action") === "undo") {
      done.splice(done.indexOf(fields.get("change")), 1);
    }
    untick();
    toast(words, change);
    goOn(next);
  } catch {
    toast("Not done: the portal cannot be reached. Try again.");
  } finally {
    form.ariaBusy = "false";
  }
}

/** The row that had the focus last, for when what had it since is gone. */
let home = "";
form.addEventListener("focusin", event => (home = rowOf(event.target)?.dataset.c ?? home));

function goOn(next) {
  if (next?.isConnected) {
    next.focus({ preventScroll: true });
  } else if (document.activeElement === document.body) {
    const last = row(home);
    (last ? box(last) : document.getElementById("alloc-waiting")).focus({ preventScroll: true });
  }
}

async function read(response) {
  if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) {
    return null;
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.querySelector("[data-parts]");
}

/** Who sorts through the unallocated by keyboard goes on with the next one, wherever this one goes. */
function after(ids) {
  const focused = rowOf(document.activeElement);
  if (!focused || !ids.includes(focused.dataset.c)) {
    return focused ? box(focused) : null;
  }
  if (focused.parentElement !== waiting) {
    return box(focused);
  }
  const all = [...waiting.children].filter(shown);
  const rest = all.slice(all.indexOf(focused)).find(each => !ids.includes(each.dataset.c))
    ?? all.findLast(each => !ids.includes(each.dataset.c));
  return rest ? box(rest) : null;
}

/** Puts what the server says in the place of what is here, row by row: a row that stays keeps its focus and its tick. */
function apply(parts) {
  const held = hold();
  const all = parts.dataset.all === "true";
  const named = new Set();
  for (const fresh of parts.querySelectorAll("ol[data-item]")) {
    fresh.querySelectorAll("[data-c]").forEach(each => named.add(each.dataset.c));
  }
  for (const fresh of parts.querySelectorAll("ol[data-item]")) {
    const list = listOf(fresh.dataset.item);
    if (list) {
      list.replaceChildren(...[...fresh.children].map(kept));
      itemOf(list).querySelector("[data-count]").textContent = fresh.dataset.count;
    }
  }
  const loose = [...parts.querySelectorAll(":scope > ul > [data-c]")];
  const stay = new Set(loose.map(each => each.dataset.c));
  for (const each of [...waiting.children]) {
    if (named.has(each.dataset.c) || (all && !stay.has(each.dataset.c))) {
      each.remove();
    }
  }
  for (const fresh of loose) {
    const mine = kept(fresh);
    const behind = [...waiting.children].find(each => each !== mine && Number(each.dataset.n) > Number(mine.dataset.n));
    if (mine.parentElement !== waiting || mine.nextElementSibling !== (behind ?? null)) {
      waiting.insertBefore(mine, behind ?? null);
    }
  }
  form.querySelector("[data-unallocated]").textContent = parts.dataset.unallocated;
  form.querySelector("[data-files]").textContent = parts.dataset.files;
  form.querySelector("[data-files-line]").hidden = parts.dataset.files === "0";
  sift();
  count();
  held();
}

/** The row that is here already, if it says the same; else the new one with the old one's tick. */
function kept(fresh) {
  if (fresh.dataset.block) {
    const group = document.adoptNode(fresh);
    const list = group.querySelector("ol");
    list.replaceChildren(...[...list.children].map(kept));
    return group;
  }
  const old = row(fresh.dataset.c);
  if (!old) {
    return document.adoptNode(fresh);
  }
  if (old.childElementCount === fresh.childElementCount && old.textContent === fresh.textContent) {
    return old;
  }
  const adopted = document.adoptNode(fresh);
  box(adopted).checked = box(old).checked;
  return adopted;
}

let pointer = null;
form.addEventListener("pointermove", event => (pointer = { x: event.clientX, y: event.clientY }), { passive: true });
form.addEventListener("pointerleave", () => (pointer = null));

/** What is under the pointer, or has the focus, stays where it is on the screen. */
function hold() {
  const focused = document.activeElement;
  const under = pointer && document.elementFromPoint(pointer.x, pointer.y);
  const anchor = rowOf(under) ?? itemOf(under) ?? rowOf(focused);
  const before = anchor?.getBoundingClientRect().top ?? 0;
  return () => {
    if (focused !== document.activeElement && focused?.isConnected) {
      focused.focus({ preventScroll: true });
    }
    if (anchor?.isConnected) {
      const moved = anchor.getBoundingClientRect().top - before;
      const pane = anchor.closest("[data-pane]");
      (pane.scrollHeight > pane.clientHeight ? pane : window).scrollBy({ top: moved, behavior: "instant" });
    }
  };
}

function undo(change = done.at(-1)) {
  if (!change) {
    tell("Nothing to undo");
    return;
  }
  send("undo", [], { change });
}

/** What one did oneself, with the way back. */
function toast(words, change) {
  const made = slip(words, change);
  made.dataset.own = "";
  toasts.querySelector("[data-own]")?.remove();
  toasts.append(made);
}

/** What others did, beside it. */
function announce(words) {
  toasts.querySelector(":scope > :not([data-own])")?.remove();
  toasts.prepend(slip(words));
}

function slip(words, change) {
  const made = document.querySelector("[data-undo-template]").content.cloneNode(true).firstElementChild;
  made.querySelector("[data-words]").textContent = words;
  const button = made.querySelector("[data-undo]");
  if (change) {
    button.addEventListener("click", () => undo(change));
  } else {
    button.remove();
  }
  made.querySelector("[data-close]").addEventListener("click", () => made.remove());
  return made;
}

// ---- choosing --------------------------------------------------------------------------------------------------------

let last = null;

function count() {
  const many = chosen().length;
  form.querySelector("[data-chosen]").textContent = many === 0 ? "Tick contributions, then:" : `${many} ticked:`;
  bar.classList.toggle("is-chosen", many > 0);
}

function untick() {
  chosen().forEach(each => (box(each).checked = false));
  count();
}

form.addEventListener("change", event => {
  if (event.target.name === "contribution") {
    count();
  }
});

form.addEventListener("click", event => {
  const each = rowOf(event.target);
  if (!each || event.target.closest("a, button")) {
    return;
  }
  // A click on a label clicks its box as well; the range is ticked once, by the box.
  if (event.target !== box(each)) {
    if (!event.target.closest("label")) {
      box(each).click();
      box(each).focus({ preventScroll: true });
    }
    return;
  }
  if (event.shiftKey && last?.isConnected && last.parentElement === each.parentElement) {
    const all = [...each.parentElement.children].filter(shown);
    const [from, to] = [all.indexOf(last), all.indexOf(each)].toSorted((a, b) => a - b);
    all.slice(from, to + 1).forEach(one => (box(one).checked = box(each).checked));
    count();
  }
  last = each;
});

// ---- the item, by its number ---------------------------------------------------------------------------------------------

const select = form.querySelector("[data-items]");
const known = [...select.options].slice(1).map(option => ({ id: option.value, words: option.text, number: option.text.split(" ")[0] }));
const field = document.createElement("input");
field.className = "input";
field.id = select.id;
field.setAttribute("list", "alloc-items");
field.setAttribute("placeholder", "Number, as 7.2");
field.autocomplete = "off";
const choices = document.createElement("datalist");
choices.id = "alloc-items";
for (const { words } of known) {
  const option = document.createElement("option");
  option.value = words;
  choices.append(option);
}
select.replaceWith(field, choices);

function target() {
  const typed = field.value.trim();
  return known.find(({ words, number }) => words === typed || number === typed)
    ?? known.find(({ number }) => number === typed.split(" ")[0]);
}

function place() {
  const which = acting().length > 0 ? acting() : came?.isConnected ? [came] : [];
  const to = target();
  if (which.length === 0) {
    toast("Tick the contributions to place first.");
  } else if (!to) {
    toast(field.value.trim() === "" ? "Type or choose the item to place them on." : `No item is called “${field.value.trim()}”.`);
    field.focus();
  } else {
    field.value = "";
    if (came?.isConnected) {
      box(came).focus({ preventScroll: true });
    }
    send("place", which, { item: to.id });
  }
}

/** The row that the keyboard came from, into a field of the bar and back. */
let came = null;

function together() {
  const name = form.querySelector("#alloc-name");
  const which = acting().length > 0 ? acting() : [];
  if (name.value.trim() === "") {
    name.focus();
    tell("Type a name for the group, then press Enter");
    return;
  }
  const words = name.value;
  name.value = "";
  if (came?.isConnected) {
    box(came).focus({ preventScroll: true });
  }
  send("together", which, { name: words });
}

form.addEventListener("submit", event => {
  event.preventDefault();
  const action = event.submitter?.value ?? "place";
  const [verb, about] = action.split(":");
  const name = about && form.elements[`name-${about}`]?.value;
  if (verb === "place") {
    place();
  } else if (verb === "together") {
    together();
  } else if (verb === "accept" && about) {
    send(action, [about]);
  } else if (verb === "accept-all" || about) {
    send(action, [], name === undefined || name === null ? {} : { [`name-${about}`]: name });
  } else {
    send(action, acting());
  }
});

// ---- keys --------------------------------------------------------------------------------------------------------------

form.addEventListener("keydown", event => {
  const each = rowOf(event.target);
  if (event.target === field && event.key === "Enter") {
    event.preventDefault();
    place();
  } else if (event.target.id === "alloc-name" && event.key === "Enter") {
    event.preventDefault();
    together();
  } else if ((event.target === field || event.target.id === "alloc-name") && event.key === "Escape" && came?.isConnected) {
    box(came).focus();
  } else if (each && event.target === box(each)) {
    onRow(event, each);
  }
});

function onRow(event, each) {
  if (event.ctrlKey || event.metaKey) {
    return;
  }
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step && event.altKey) {
    event.preventDefault();
    send(step < 0 ? "up" : "down", [each]);
  } else if (step) {
    event.preventDefault();
    const all = rows().filter(shown);
    const next = all[all.indexOf(each) + step];
    if (next) {
      if (event.shiftKey) {
        box(each).checked = true;
        box(next).checked = true;
        count();
      }
      box(next).focus();
      next.scrollIntoView({ block: "nearest" });
    }
  } else if (event.altKey) {
    return;
  } else if (/^[0-9]$/.test(event.key)) {
    event.preventDefault();
    came = each;
    field.value = event.key;
    field.focus();
  } else if (event.key === "Enter") {
    event.preventDefault();
    came = each;
    field.focus();
  } else if (event.key === "Delete" || event.key === "Backspace") {
    event.preventDefault();
    send("release", acting());
  } else if (event.key === "Escape") {
    untick();
  } else if (event.key.toLowerCase() === "a") {
    send("accept", acting());
  } else if (event.key.toLowerCase() === "g") {
    event.preventDefault();
    came = each;
    form.querySelector("#alloc-name").focus();
  }
}

addEventListener("keydown", event => {
  const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z" && !typing) {
    event.preventDefault();
    undo();
  }
});

// ---- by hand -----------------------------------------------------------------------------------------------------------

let hand = null;
let marked = null;

form.addEventListener("pointerdown", event => {
  const each = rowOf(event.target);
  if (each && event.pointerType === "mouse" && !event.target.closest("button, input")) {
    each.draggable = true;
    each.querySelectorAll("a").forEach(link => (link.draggable = false));
  }
});

form.addEventListener("dragstart", event => {
  const each = rowOf(event.target);
  if (!each) {
    return;
  }
  hand = box(each).checked ? chosen() : [each];
  hand.forEach(one => one.classList.add("is-dragged"));
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", hand.map(numberOf).join("\n"));
});

form.addEventListener("dragend", () => {
  hand?.forEach(one => one.classList.remove("is-dragged"));
  hand = null;
  mark(null);
  later();
});

form.addEventListener("dragover", event => {
  const spot = hand && spotAt(event);
  if (spot) {
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    mark(spot);
  } else {
    mark(null);
  }
});

form.addEventListener("drop", event => {
  const spot = hand && spotAt(event);
  if (spot) {
    event.preventDefault();
    send(spot.action, hand, spot.more);
  }
});

/** Where a hand that lets go now would put what it holds. */
function spotAt(event) {
  const at = event.target;
  if (waiting.contains(at) || at.closest("[data-pane]")?.contains(waiting)) {
    return { action: "release", more: {}, element: waiting.closest("[data-pane]"), how: "is-over" };
  }
  const item = itemOf(at);
  if (!item) {
    return null;
  }
  const more = { item: item.dataset.item };
  const group = at.closest("[data-block]");
  if (group && !hand.every(one => group.contains(one))) {
    return { action: "join", more: { block: group.dataset.block }, element: group, how: "is-over" };
  }
  const over = rowOf(at);
  if (!over) {
    return { action: "place", more, element: item, how: "is-over" };
  }
  const middle = over.getBoundingClientRect();
  if (event.clientY < middle.top + middle.height / 2) {
    return { action: "place", more: { ...more, before: over.dataset.c }, element: over, how: "is-before" };
  }
  const following = rows().filter(one => item.contains(one));
  const next = following[following.indexOf(over) + 1];
  return {
    action: "place",
    more: next ? { ...more, before: next.dataset.c } : { ...more, last: "true" },
    element: over,
    how: "is-after",
  };
}

function mark(spot) {
  if (marked?.element === spot?.element && marked?.how === spot?.how) {
    return;
  }
  marked?.element.classList.remove(marked.how);
  spot?.element.classList.add(spot.how);
  marked = spot;
}

// ---- the filter --------------------------------------------------------------------------------------------------------

const search = document.getElementById("alloc-q");
const type = document.getElementById("alloc-type");
const proposed = document.getElementById("alloc-proposed");
const none = form.querySelector("[data-none]");

function sift() {
  const words = search.value.trim().toLowerCase();
  let visible = 0;
  for (const each of waiting.children) {
    const wish = each.querySelector(".alloc-proposed, .alloc-gone") !== null;
    each.hidden = (type.value !== "" && each.dataset.t !== type.value)
      || (proposed.value !== "" && (proposed.value === "yes") !== wish)
      || (words !== "" && !each.textContent.toLowerCase().includes(words));
    visible += each.hidden ? 0 : 1;
  }
  none.hidden = visible > 0;
  none.textContent = waiting.children.length > 0 ? "None of them matches." : "Everything has its place.";
  // What has no file yet is accepted singly only.
  const proposals = waiting.querySelectorAll(":scope > :not(:has(.badge-reserved)) > .alloc-proposed").length;
  const all = form.querySelector("[data-accept-all]");
  all.hidden = proposals === 0;
  all.textContent = `Accept all proposals (${proposals})`;
}

// ---- what others do ------------------------------------------------------------------------------------------------------

const news = { items: new Set(), contributions: new Set(), all: false };
let asked = 0;

function heard(events) {
  for (const { type: what, data } of events) {
    if (what === "agenda.allocated") {
      data.items.forEach(each => news.items.add(each));
      data.contributions.forEach(each => news.contributions.add(each.id));
      news.all ||= data.count > data.contributions.length;
    } else if (what.startsWith("contribution.")) {
      news.contributions.add(data.id);
      const item = itemOf(row(data.id));
      if (item) {
        news.items.add(item.dataset.item);
      }
    } else if (what === "agenda.published") {
      announce(`${inWords({ type: what, data }, "").words}. Load the page again for its items.`);
      news.all = true;
    }
  }
  later();
}

/** Not while a hand holds something: it would not find the place it was going to. */
function later() {
  clearTimeout(asked);
  if (!hand && (news.all || news.items.size > 0 || news.contributions.size > 0)) {
    asked = setTimeout(() => (chain = chain.then(catchUp, catchUp)), 300);
  }
}

async function catchUp() {
  const { items, contributions } = news;
  const all = news.all || items.size + contributions.size > MOST_NAMED;
  const query = all
    ? new URLSearchParams({ all: "true" })
    : new URLSearchParams([...[...items].map(each => ["item", each]), ...[...contributions].map(each => ["contribution", each])]);
  news.items = new Set();
  news.contributions = new Set();
  news.all = false;
  try {
    const parts = await read(await fetch(`${here}/parts?${query}`, { redirect: "manual" }));
    if (parts) {
      apply(parts);
    }
  } catch {
    news.all = true;
  }
}

bar.classList.add("is-live");
form.querySelector("[data-keys]").hidden = false;
form.querySelector("[data-filter-go]").hidden = true;
[search, type, proposed].forEach(each => each.addEventListener("input", sift));
search.form.addEventListener("submit", event => event.preventDefault());
sift();
count();
if (location.search !== "") {
  // What the address filtered out is not on the page, and would be missed when the filter is cleared.
  news.all = true;
  later();
}
if (form.dataset.draftRoom) {
  watch(form.dataset.draftRoom, Number(form.dataset.draftSeq), {
    onEvents(events) {
      if (events.some(event => event.type === "draft.saved")) {
        announce("The draft was changed. Load the page again for its items.");
      }
    },
    onPresence() {},
    onStatus() {},
  });
}
watch(form.dataset.room, Number(form.dataset.seq), { onEvents: heard, onPresence() {}, onStatus() {} });
