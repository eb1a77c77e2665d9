/**
 * Edits the agenda's draft in place. The form is the page's own, and works without this; here its buttons act at once,
 * keys do the same, every step can be undone, and the draft is saved a moment after the last keystroke. What could not
 * be saved is kept in this browser until it is.
 */

import * as outline from "./agenda-outline.js";

const AUTOSAVE = 2_500;
const RETRY = 10_000;
const SETTLED = 250;
/** Keystrokes nearer together than this are undone as one. */
const ONE_STEP = 1_000;
const FIELDS = ["item", "title", "presenter", "minutes", "notes"];

const form = document.querySelector("#outline");
const list = form.querySelector("[data-rows]");
const state = form.querySelector("[data-state]");
const said = document.querySelector("[data-said]");
const template = form.querySelector("[data-row-template]");
const buttons = Object.fromEntries([...form.querySelectorAll(".outline-bar [data-do]")].map(b => [b.dataset.do, b]));
const store = `rostrum.agenda.${form.dataset.reader}.${form.dataset.meeting}`;

/** Found once for each row: with 400 of them, looking again at every keystroke is what a hand would feel. */
const controls = new WeakMap();

let keys = 0;
/** What the server has; nothing yet where the page came back from a button that does not save. */
let saved = form.dataset.unsaved === "true" ? [] : read();
let undone = [];
let done = [];
let lastEdit = { at: 0, what: "" };
let timer = 0;
let settling = 0;
/** The save under way; null between two. */
let saving = null;
let conflict = false;
/** Whoever goes on with a text that is to replace somebody else's says so with the button, not by pausing. */
let byHand = form.dataset.hold === "true";
let leaving = false;

// ---- the page and the rows -------------------------------------------------------------------------------------------

function field(row, name) {
  let its = controls.get(row);
  if (!its) {
    its = Object.fromEntries(["depth", ...FIELDS].map(each => [each, row.querySelector(`[name="${each}"]`)]));
    controls.set(row, its);
  }
  return its[name];
}

function keyOf(row) {
  row.dataset.key ??= `k${keys++}`;
  return row.dataset.key;
}

/** What stands in the form now. */
function read() {
  return [...list.children].map(row => ({
    key: keyOf(row),
    depth: Number(field(row, "depth").value),
    ...Object.fromEntries(FIELDS.map(name => [name, field(row, name).value])),
  }));
}

/** Puts the rows on the page, moving what is there instead of making it anew, so that nothing blinks. */
function show(rows) {
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  const at = focused ? indexOf(focused) : 0;
  arrange(rows);
  // What is moved in the document loses the focus, and keys with it.
  if (focused?.isConnected) {
    focused.focus({ preventScroll: true });
  } else if (focused && list.children.length > 0) {
    focus(at);
  }
}

function arrange(rows) {
  const there = new Map([...list.children].map(row => [keyOf(row), row]));
  rows.forEach((row, at) => {
    const element = there.get(row.key) ?? make(row.key);
    there.delete(row.key);
    if (list.children[at] !== element) {
      list.insertBefore(element, list.children[at] ?? null);
    }
    for (const name of FIELDS) {
      const control = field(element, name);
      if (control.value !== row[name]) {
        control.value = row[name];
      }
    }
    field(element, "depth").value = row.depth;
    element.dataset.depth = row.depth;
  });
  there.forEach(element => element.remove());
  number(rows);
}

function number(rows) {
  const all = outline.numbers(rows);
  [...list.children].forEach((element, at) => {
    const label = element.querySelector("[data-number]");
    if (label.textContent !== all[at]) {
      label.textContent = all[at];
    }
  });
  const empty = rows.length === 0;
  form.querySelector("[data-empty]").hidden = !empty;
  form.querySelector("[data-more]").hidden = empty;
  form.querySelector(".outline-labels").classList.toggle("is-empty", empty);
}

function make(key) {
  const element = template.content.firstElementChild.cloneNode(true);
  element.dataset.key = key;
  for (const part of element.querySelectorAll("[id], [aria-labelledby], [aria-describedby]")) {
    for (const name of ["id", "aria-labelledby", "aria-describedby"]) {
      const value = part.getAttribute(name);
      if (value) {
        part.setAttribute(name, value.replaceAll("-new", `-${key}`).replaceAll("[new]", `[${key}]`));
      }
    }
  }
  element.id = `row-${key}`;
  return element;
}

function fresh() {
  return { key: `k${keys++}`, item: "", depth: 0, title: "", presenter: "", minutes: "", notes: "" };
}

function indexOf(element) {
  return [...list.children].indexOf(element.closest("[data-row]"));
}

function focus(index, name = "title") {
  const row = list.children[Math.min(index, list.children.length - 1)];
  const control = row && field(row, name);
  control?.focus();
  control?.setSelectionRange?.(control.value.length, control.value.length);
}

function tell(words) {
  said.textContent = words;
}

function nameOf(rows, index) {
  return `${outline.numbers(rows)[index]} ${rows[index].title || "without a title"}`;
}

// ---- doing and undoing -----------------------------------------------------------------------------------------------

/**
 * @param before gives the outline as it was
 * @param what steps of the same kind that follow closely are one step to undo
 */
function remember(before, what) {
  const now = Date.now();
  if (!what || lastEdit.what !== what || now - lastEdit.at > ONE_STEP) {
    done.push(before());
    done = done.slice(-200);
  }
  lastEdit = { at: now, what };
  undone = [];
}

function act(change, words) {
  const before = read();
  const after = change(before);
  if (after === before) {
    return false;
  }
  remember(() => before, "");
  show(after);
  tell(words(after));
  edited();
  return true;
}

const moves = { up: outline.up, down: outline.down, in: outline.indent, out: outline.outdent };

function move(verb, element) {
  const row = element.closest("[data-row]");
  const { key } = row.dataset;
  const place = rows => rows.findIndex(each => each.key === key);
  const moved = act(
    rows => moves[verb](rows, indexOf(row)),
    rows => `Now ${nameOf(rows, place(rows))}`);
  if (moved) {
    row.classList.remove("is-moved");
    void row.offsetWidth;
    row.classList.add("is-moved");
    row.scrollIntoView({ block: "nearest" });
  } else {
    tell("It cannot go further");
  }
}

function below(index) {
  const row = fresh();
  if (list.children.length >= 1_000) {
    tell("An agenda holds at most 1,000 items");
    return;
  }
  act(rows => outline.insertBelow(rows, index, row), rows => `New item ${outline.numbers(rows)[index < 0 ? rows.length - 1 : index + 1]}`);
  focus([...list.children].findIndex(each => each.dataset.key === row.key));
}

function remove(index) {
  act(rows => outline.remove(rows, index), () => "Removed. Undo brings it back.");
  if (list.children.length > 0) {
    focus(Math.max(0, index - 1));
  }
}

function travel(from, to, words) {
  if (from.length === 0) {
    return;
  }
  to.push(read());
  show(from.pop());
  lastEdit = { at: 0, what: "" };
  tell(words);
  edited();
}

const undo = () => travel(done, undone, "Undone");
const redo = () => travel(undone, done, "Done again");

// ---- saving ----------------------------------------------------------------------------------------------------------

function revision() {
  return Number(form.elements.revision.value);
}

function worth(rows) {
  return rows.filter(row => !outline.blank(row));
}

function unsaved() {
  return conflict || !outline.same(worth(read()), worth(saved));
}

function edited() {
  buttons.undo.disabled = done.length === 0;
  buttons.redo.disabled = undone.length === 0;
  if (conflict) {
    compare();
  } else {
    status("exclamation-circle", "Not saved yet");
  }
  clearTimeout(timer);
  clearTimeout(settling);
  settling = setTimeout(settle, SETTLED);
}

/** What takes a look at every row waits for the hands to rest a moment. */
function settle() {
  clearTimeout(settling);
  if (!unsaved()) {
    forget();
    status("", "");
    return;
  }
  keep();
  if (!conflict && !byHand && ready(read())) {
    timer = setTimeout(save, AUTOSAVE);
  }
}

/** Half a row is no reason to complain while somebody is writing it. */
function ready(rows) {
  return worth(rows).every(row => row.title.trim() && /^\s*\d*\s*$/.test(row.minutes));
}

function status(icon, words, action) {
  state.replaceChildren();
  if (icon) {
    const mark = document.createElement("span");
    mark.className = `icon icon-${icon}`;
    mark.ariaHidden = "true";
    state.append(mark);
  }
  state.append(words);
  if (action) {
    state.append(" ", action);
  }
}

function payload(rows) {
  return JSON.stringify({
    revision: revision(),
    items: rows.map(row => ({
      id: row.item || null,
      depth: row.depth,
      title: row.title,
      presenter: row.presenter || null,
      minutes: row.minutes.trim() ? Number(row.minutes) : null,
      notes: row.notes || null,
    })),
  });
}

function save() {
  clearTimeout(timer);
  const rows = worth(read());
  if (!saving && !conflict && ready(rows)) {
    saving = send(rows).finally(() => (saving = null));
  }
}

async function send(rows) {
  status("clock-history", "Saving");
  let answer;
  try {
    answer = await fetch(form.dataset.api, {
      method: "PUT",
      headers: {
        "Content-Type": "application/json",
        [document.querySelector('meta[name="csrf-header"]').content]: form.elements._csrf.value,
      },
      body: payload(rows),
    });
  } catch {
    answer = null;
  }
  if (answer?.ok) {
    taken(rows, await answer.json());
  } else if (answer?.status === 409) {
    conflict = true;
    compare();
  } else if (answer && answer.status < 500 && answer.status !== 429) {
    const problem = await answer.json().catch(() => ({}));
    status("exclamation-circle", answer.status === 401 || answer.status === 403
      ? "Not saved: sign in again in another tab. Your text is kept in this browser."
      : `Not saved: ${problem.detail ?? "the portal refused it"}`);
  } else {
    status("cloud-slash", "Not saved: the portal cannot be reached. Your text is kept in this browser; trying again.");
    timer = setTimeout(save, RETRY);
  }
}

/** New items have an identity now; whatever was typed meanwhile stays. */
function taken(sent, draft) {
  form.elements.revision.value = draft.revision;
  byHand = false;
  const identities = new Map(sent.map((row, at) => [row.key, draft.items[at]?.id ?? ""]));
  for (const row of list.children) {
    const id = identities.get(keyOf(row));
    if (id) {
      field(row, "item").value = id;
    }
  }
  const known = row => (row.item ? row : { ...row, item: identities.get(row.key) ?? "" });
  done = done.map(rows => rows.map(known));
  undone = undone.map(rows => rows.map(known));
  saved = sent.map(known);
  for (const wrong of list.querySelectorAll("[data-wrong]")) {
    wrong.replaceChildren();
  }
  for (const control of list.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
  }
  if (unsaved()) {
    edited();
  } else {
    forget();
    status("check-lg", "Saved");
  }
}

function compare() {
  const show = document.createElement("button");
  show.type = "submit";
  show.name = "action";
  show.value = "save";
  show.className = "button button-small";
  show.textContent = "Compare both texts";
  status("exclamation-triangle", "Not saved: somebody else saved the draft in the meantime.", show);
}

// ---- what could not be saved -----------------------------------------------------------------------------------------

function keep() {
  try {
    localStorage.setItem(store, JSON.stringify({ at: Date.now(), revision: revision(), rows: worth(read()) }));
  } catch {
    // A full or forbidden store leaves the page's own copy, which beforeunload guards.
  }
}

function forget() {
  try {
    localStorage.removeItem(store);
  } catch {
    // As above.
  }
}

function kept() {
  try {
    const text = JSON.parse(localStorage.getItem(store) ?? "null");
    return text && Array.isArray(text.rows) ? text : null;
  } catch {
    return null;
  }
}

function offerKept() {
  const text = kept();
  if (!text || outline.same(text.rows, worth(read()))) {
    return;
  }
  const offer = form.querySelector("[data-kept]");
  form.querySelector("[data-kept-at]").textContent = new Date(text.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
  offer.hidden = false;
  offer.querySelector('[data-do="restore"]').addEventListener("click", () => {
    offer.hidden = true;
    // Saving it asks again should the draft have changed since: it was written on this revision.
    form.elements.revision.value = text.revision;
    remember(read, "");
    show(text.rows.map(row => ({ ...row, key: `k${keys++}` })));
    tell("Your text is back");
    edited();
  });
  offer.querySelector('[data-do="discard"]').addEventListener("click", () => {
    offer.hidden = true;
    forget();
    tell("Discarded");
  });
}

// ---- hands -----------------------------------------------------------------------------------------------------------

form.addEventListener("beforeinput", event => {
  if (event.inputType.startsWith("history")) {
    // The browser's own undo knows one field; the menu and the keyboard both mean the outline's.
    event.preventDefault();
    (event.inputType === "historyUndo" ? undo : redo)();
  } else if (event.target.closest("[data-row]")) {
    remember(read, `${keyOf(event.target.closest("[data-row]"))} ${event.target.name}`);
  }
});

form.addEventListener("input", event => {
  const row = event.target.closest("[data-row]");
  if (row) {
    event.target.removeAttribute("aria-invalid");
    edited();
  }
});

addEventListener("keydown", event => {
  const row = event.target.closest("[data-row]");
  const control = event.ctrlKey || event.metaKey;
  if (control && !event.altKey && event.key.toLowerCase() === "s") {
    event.preventDefault();
    form.requestSubmit(form.querySelector('[value="save"]'));
  } else if (control && !event.altKey && event.key.toLowerCase() === "z") {
    event.preventDefault();
    (event.shiftKey ? redo : undo)();
  } else if (control && !event.altKey && event.key.toLowerCase() === "y") {
    event.preventDefault();
    redo();
  } else if (row && !event.isComposing) {
    rowKey(event, row, control);
  }
});

function rowKey(event, row, control) {
  const arrows = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in" };
  const inLine = event.target.matches("input");
  if (event.altKey && !control && !event.shiftKey && arrows[event.key]) {
    event.preventDefault();
    move(arrows[event.key], row);
  } else if (event.key === "Enter" && inLine && !event.shiftKey && !control && !event.altKey) {
    event.preventDefault();
    below(indexOf(row));
  } else if (!event.altKey && !control && !event.shiftKey && inLine && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    const next = indexOf(row) + (event.key === "ArrowUp" ? -1 : 1);
    if (next >= 0 && next < list.children.length) {
      event.preventDefault();
      focus(next, event.target.name);
    }
  } else if (event.key === "Backspace" && event.target.name === "title" && event.target.value === ""
      && !FIELDS.slice(2).some(name => field(row, name).value)) {
    event.preventDefault();
    remove(indexOf(row));
  }
}

form.addEventListener("click", event => {
  const button = event.target.closest("[data-do]");
  const row = button?.closest("[data-row]");
  if (button === buttons.undo) {
    undo();
  } else if (button === buttons.redo) {
    redo();
  } else if (row) {
    event.preventDefault();
    const verb = button.dataset.do;
    if (verb === "below") {
      below(indexOf(row));
    } else if (verb === "remove") {
      remove(indexOf(row));
    } else {
      move(verb, button);
    }
  }
});

form.addEventListener("submit", event => {
  const { submitter } = event;
  if (submitter?.value === "add") {
    event.preventDefault();
    below(list.children.length - 1);
    return;
  }
  if (saving) {
    event.preventDefault();
    saving.finally(() => form.requestSubmit(submitter));
    return;
  }
  // Blank rows are no items: the server would ask for their titles.
  for (const row of read().filter(outline.blank)) {
    [...list.children].find(each => each.dataset.key === row.key)?.remove();
  }
  if (submitter?.value === "save" && !conflict && ready(read())) {
    event.preventDefault();
    number(read());
    save();
    return;
  }
  leaving = true;
});

addEventListener("beforeunload", event => {
  settle();
  if (!leaving && unsaved()) {
    event.preventDefault();
  }
});

// A phone ends a page that is out of sight without asking.
addEventListener("pagehide", () => unsaved() && keep());

addEventListener("pageshow", () => (leaving = false));

for (const button of [buttons.undo, buttons.redo]) {
  button.hidden = false;
  button.disabled = true;
}
form.querySelector("[data-keys]").hidden = false;
// A page that answered a POST would be sent again on reload; what it holds is kept here instead.
history.replaceState(null, "");
offerKept();
if (unsaved()) {
  edited();
}
if (location.hash.startsWith("#row-")) {
  focus(Number(location.hash.slice(5)) || 0);
}
