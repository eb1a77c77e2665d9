/**
 * Edits the agenda's draft in place. The form is the page's own, and works without this; here its buttons act at once,
 * keys and the hand do the same, every step can be undone, and the draft is saved a moment after the last keystroke. What
 * could not be saved is kept in this browser until it is. What others save meanwhile arrives in the page by itself.
 */

import * as outline from "./agenda-outline.js";
import { draggable } from "./agenda-drag.js";
import { watch } from "./live.js";

const AUTOSAVE = 2_500;
const RETRY = 10_000;
const SETTLED = 250;
/** Keystrokes nearer together than this are undone as one. */
const ONE_STEP = 1_000;
const STEPS = 200;
/** More than any agenda holds, with notes of several lines: not worth sending. */
const MOST_LINES = 10_000;
const MOST_CHARACTERS = 1_000_000;
const TYPED = ["title", "presenter", "minutes", "notes"];
const CONTROLS = ["item", "depth", "kind", ...TYPED];
const KINDS = ["NORMAL", "BREAK", "INTERNAL"];

const form = document.querySelector("#outline");
const list = form.querySelector("[data-rows]");
const state = form.querySelector("[data-state]");
const tools = form.querySelector("[data-tools]");
const said = document.querySelector("[data-said]");
const warning = form.querySelector("[data-warning]");
const template = form.querySelector("[data-row-template]");
const buttons = Object.fromEntries([...form.querySelectorAll(".outline-bar [data-do]")].map(b => [b.dataset.do, b]));
const jump = form.querySelector("[data-jump]");
const pasting = form.querySelector("[data-pasting]");
const store = `rostrum.agenda.${form.dataset.reader}.${form.dataset.meeting}`;
const steps = `${store}.steps`;

/** Found once for each row: with 400 of them, looking again at every keystroke is what a hand would feel. */
const controls = new WeakMap();
/** What a row said when it was last read, so that outlines share the rows that did not change. */
const lastRead = new WeakMap();
/** What hangs on items, which a row that was removed and comes back has to show again. */
const links = new Map();

let keys = 0;
let current = null;
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
/** The page came back from a button that does not save: what the portal has is not known here. */
let unknown = form.dataset.unsaved === "true";
/** What the portal has, as far as this page knows: what others do is told from what is done here by it. */
let saved = [];

// ---- the page and the rows -------------------------------------------------------------------------------------------

function field(row, name) {
  let its = controls.get(row);
  if (!its) {
    its = Object.fromEntries(CONTROLS.map(each => [each, row.querySelector(`[name="${each}"]`)]));
    controls.set(row, its);
  }
  return its[name];
}

function keyOf(row) {
  row.dataset.key ??= `k${keys++}`;
  return row.dataset.key;
}

const element = key => [...list.children].find(row => keyOf(row) === key);

/** What stands in the form now. */
function read() {
  return [...list.children].map(row => {
    const last = lastRead.get(row);
    const now = { key: keyOf(row), depth: Number(field(row, "depth").value) };
    for (const name of ["item", "kind", ...TYPED]) {
      now[name] = field(row, name).value;
    }
    if (last && Object.keys(now).every(name => now[name] === last[name])) {
      return last;
    }
    lastRead.set(row, now);
    return now;
  });
}

/** Puts the rows on the page, moving what is there instead of making it anew, so that nothing blinks. */
function show(rows) {
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  const at = focused ? indexOf(focused) : 0;
  const selection = focused ? [focused.selectionStart, focused.selectionEnd] : null;
  arrange(rows);
  // What is moved in the document loses the focus, and keys with it.
  if (focused?.isConnected) {
    if (document.activeElement !== focused) {
      focused.focus({ preventScroll: true });
    }
    focused.setSelectionRange?.(...selection);
  } else if (focused && list.children.length > 0) {
    focus(at);
  }
}

function arrange(rows) {
  const there = new Map([...list.children].map(row => [keyOf(row), row]));
  rows.forEach((row, at) => {
    const its = there.get(row.key) ?? make(row);
    there.delete(row.key);
    if (list.children[at] !== its) {
      list.insertBefore(its, list.children[at] ?? null);
    }
    if (lastRead.get(its) === row) {
      return;
    }
    for (const name of ["item", "kind", ...TYPED]) {
      const control = field(its, name);
      if (control.value !== row[name]) {
        control.value = row[name];
      }
    }
    if (row.notes) {
      field(its, "notes").hidden = false;
    }
    field(its, "depth").value = row.depth;
    its.dataset.depth = row.depth;
  });
  there.forEach(row => row.remove());
  number(rows);
}

function number(rows) {
  const all = outline.numbers(rows);
  const kinds = outline.inherited(rows);
  [...list.children].forEach((row, at) => {
    const label = row.querySelector("[data-number]");
    const text = all[at] || "Break";
    if (label.textContent !== text) {
      label.textContent = text;
    }
    if (row.dataset.kind !== kinds[at].kind) {
      row.dataset.kind = kinds[at].kind;
    }
  });
  const empty = rows.length === 0;
  form.querySelector("[data-empty]").hidden = !empty;
  tools.hidden = empty;
  form.querySelector("[data-jump-field]").hidden = empty;
  form.querySelector("[data-more]").hidden = empty;
  form.querySelector(".outline-labels").classList.toggle("is-empty", empty);
  total(rows);
  choose(element(current) ?? list.firstElementChild);
}

function make(row) {
  const made = template.content.firstElementChild.cloneNode(true);
  made.dataset.key = row.key;
  for (const part of made.querySelectorAll("[id], [aria-labelledby]")) {
    for (const name of ["id", "aria-labelledby"]) {
      const value = part.getAttribute(name);
      if (value) {
        part.setAttribute(name, value.replaceAll("-new", `-${row.key}`));
      }
    }
  }
  made.id = `row-${row.key}`;
  const linked = links.get(row.item);
  if (linked) {
    made.querySelector("[data-docs]").textContent = linked.documents;
    made.toggleAttribute("data-discussed", linked.discussed);
  }
  return made;
}

function fresh() {
  return { key: `k${keys++}`, item: "", depth: 0, kind: "NORMAL", title: "", presenter: "", minutes: "", notes: "" };
}

/** @param item as the portal writes it */
function rowOf(item, key) {
  return {
    key: key ?? `k${keys++}`,
    item: item.id ?? "",
    depth: item.depth,
    kind: item.kind ?? "NORMAL",
    title: item.title,
    presenter: item.presenter ?? "",
    minutes: item.minutes === null || item.minutes === undefined ? "" : String(item.minutes),
    notes: item.notes ?? "",
  };
}

function indexOf(part) {
  return [...list.children].indexOf(part.closest("[data-row]"));
}

function focus(index, name = "title") {
  const its = list.children[Math.min(index, list.children.length - 1)];
  const control = its && field(its, name);
  control?.focus();
  control?.setSelectionRange?.(control.value.length, control.value.length);
}

function tell(words) {
  said.textContent = words;
}

/** Beside the buttons too, where it is more than what the eyes saw happen. */
function warn(words) {
  warning.textContent = words;
  warning.hidden = words === "";
}

function nameOf(rows, index) {
  return `${outline.numbers(rows)[index] || "Break"} ${rows[index].title || "without a title"}`;
}

/** The row that the buttons act on. */
function choose(row) {
  const before = list.querySelector(".is-current");
  if (before !== row) {
    before?.classList.remove("is-current");
    row?.classList.add("is-current");
  }
  current = row ? keyOf(row) : null;
  if (!row) {
    return;
  }
  const name = `${row.querySelector("[data-number]").textContent} ${field(row, "title").value}`;
  const label = tools.querySelector("[data-current]");
  if (label.textContent !== name) {
    label.textContent = name;
  }
  for (const button of tools.querySelectorAll("[data-kind]")) {
    button.ariaPressed = String(button.dataset.kind === row.dataset.kind);
  }
}

function total(rows) {
  const label = form.querySelector("[data-total]");
  const minutes = outline.inherited(rows)
    .filter(each => each.kind !== "INTERNAL" && /^\s*\d+\s*$/.test(each.minutes))
    .reduce((sum, each) => sum + Number(each.minutes), 0);
  const has = Number(label.dataset.total);
  label.textContent = minutes === 0 ? "" : has > 0 ? `Planned ${hours(minutes)} of ${hours(has)}` : `Planned ${hours(minutes)}`;
  label.classList.toggle("is-over", has > 0 && minutes > has);
}

function hours(minutes) {
  const parts = [minutes >= 60 ? `${Math.floor(minutes / 60)} h` : "", minutes % 60 ? `${minutes % 60} min` : ""];
  return parts.filter(Boolean).join(" ") || "0 min";
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
    done = done.slice(-STEPS);
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
  warn("");
  tell(words(after));
  edited();
  return true;
}

const moves = { up: outline.up, down: outline.down, in: outline.indent, out: outline.outdent };

function move(verb, row) {
  moved(row, rows => moves[verb](rows, indexOf(row)), "It cannot go further");
}

function moved(row, change, otherwise) {
  const { key } = row.dataset;
  const place = rows => rows.findIndex(each => each.key === key);
  if (act(change, rows => `Now ${nameOf(rows, place(rows))}`)) {
    row.classList.remove("is-moved");
    void row.offsetWidth;
    row.classList.add("is-moved");
    row.scrollIntoView({ block: "nearest" });
  } else {
    tell(otherwise);
  }
}

function room(more) {
  const free = outline.MAX_ITEMS - list.children.length;
  if (more > free) {
    const words = `An agenda holds at most 1,000 items. There is room for ${free.toLocaleString("en-GB")} more.`;
    tell(words);
    warn(words);
  }
  return more <= free;
}

function below(index) {
  if (!room(1)) {
    return;
  }
  const its = fresh();
  act(rows => outline.insertBelow(rows, index, its), rows => `New item ${outline.numbers(rows)[index < 0 ? rows.length - 1 : index + 1]}`);
  focus([...list.children].findIndex(each => each.dataset.key === its.key));
}

/** What hangs on a row and would go back, in words; empty where nothing does. */
function hanging(row) {
  const { documents, discussed } = links.get(field(row, "item").value) ?? {};
  const contributions = documents === "1 doc" ? "Its contribution goes" : documents ? `Its ${documents.replace("docs", "contributions")} go` : "";
  return [
    contributions && `${contributions} back to unallocated when this is published.`,
    discussed && "Its discussion stays readable.",
  ].filter(Boolean).join(" ");
}

function remove(row) {
  const index = indexOf(row);
  const inside = row.contains(document.activeElement);
  const lost = hanging(row);
  act(rows => outline.remove(rows, index), () => `Removed. ${lost} Undo brings it back.`);
  warn(lost && `Removed. ${lost} Undo brings the item back.`);
  const next = list.children[Math.max(0, index - 1)];
  choose(next);
  if (inside && next) {
    focus(Math.max(0, index - 1));
  }
}

function ofKind(row, kind) {
  const index = indexOf(row);
  const rows = read();
  if (outline.inherited(rows)[index].kind === "INTERNAL" && rows[index].kind !== "INTERNAL") {
    tell("It stands under an internal item, so it is internal too");
    return;
  }
  const lost = kind === "NORMAL" ? "" : hanging(row);
  const words = { NORMAL: "an item", BREAK: "a break, without a number", INTERNAL: "internal: for the officers only" };
  act(all => outline.ofKind(all, index, kind), all => `${nameOf(all, index)} is ${words[kind]}. ${lost}`);
  warn(lost);
}

function notes(row) {
  const control = field(row, "notes");
  control.hidden = false;
  control.focus();
}

function perform(verb, row) {
  if (moves[verb]) {
    move(verb, row);
  } else if (verb === "below") {
    below(indexOf(row));
  } else if (verb === "remove") {
    remove(row);
  } else if (verb === "notes") {
    notes(row);
  } else if (KINDS.includes(verb)) {
    ofKind(row, verb);
  } else {
    return false;
  }
  return true;
}

function travel(from, to, words) {
  if (from.length === 0) {
    return;
  }
  to.push(read());
  show(from.pop());
  lastEdit = { at: 0, what: "" };
  warn("");
  tell(words);
  edited();
}

const undo = () => travel(done, undone, "Undone");
const redo = () => travel(undone, done, "Done again");

/** A reload is no reason to lose the steps: they come back with the very text they led to. */
function keepSteps() {
  try {
    sessionStorage.setItem(steps, JSON.stringify({
      at: done.length,
      ...outline.packed([...done, read(), ...undone.toReversed()]),
    }));
  } catch {
    // Steps are a comfort; a full store may do without them.
  }
}

function recallSteps() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(steps) ?? "null");
    const all = kept ? outline.unpacked(kept) : [];
    const now = all[kept?.at ?? 0];
    if (!now || !outline.same(now, read())) {
      return;
    }
    [...list.children].forEach((row, at) => (row.dataset.key = now[at].key));
    keys = 1 + Math.max(keys, ...all.flat().map(each => Number(each.key.slice(1))));
    done = all.slice(0, kept.at);
    undone = all.slice(kept.at + 1).reverse();
    travelled();
  } catch {
    // As above.
  }
}

function travelled() {
  buttons.undo.disabled = done.length === 0;
  buttons.redo.disabled = undone.length === 0;
}

// ---- saving ----------------------------------------------------------------------------------------------------------

function revision() {
  return Number(form.elements.revision.value);
}

function worth(rows) {
  return outline.inherited(rows.filter(each => !outline.blank(each)));
}

function unsaved() {
  return conflict || unknown || !outline.same(worth(read()), saved);
}

function edited() {
  travelled();
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
  const rows = read();
  total(rows);
  if (!unsaved()) {
    forget();
    status("", "");
    return;
  }
  keep();
  if (!conflict && !byHand && ready(rows)) {
    timer = setTimeout(save, AUTOSAVE);
  }
}

/** Half a row is no reason to complain while somebody is writing it. */
function ready(rows) {
  return worth(rows).every(each => each.title.trim() && /^\s*\d*\s*$/.test(each.minutes));
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
  return {
    revision: revision(),
    items: rows.map(each => ({
      id: each.item || null,
      key: each.key,
      depth: each.depth,
      kind: each.kind,
      title: each.title,
      presenter: each.presenter || null,
      minutes: each.minutes.trim() ? Number(each.minutes) : null,
      notes: each.notes || null,
    })),
  };
}

/** @returns the portal's answer; null where it cannot be reached */
async function ask(method, path, body) {
  try {
    return await fetch(form.dataset.api + path, {
      method,
      headers: {
        ...(body ? { "Content-Type": "application/json" } : {}),
        [document.querySelector('meta[name="csrf-header"]').content]: form.elements._csrf.value,
      },
      body: body && JSON.stringify(body),
    });
  } catch {
    return null;
  }
}

function save() {
  clearTimeout(timer);
  const rows = worth(read());
  if (!saving && !conflict && ready(rows)) {
    saving = send(rows).finally(() => (saving = null));
  }
  return saving ?? Promise.resolve();
}

async function send(rows) {
  status("clock-history", "Saving");
  const answer = await ask("PUT", "/draft", payload(rows));
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
  const identities = new Map(draft.items.filter(item => item.key).map(item => [item.key, item.id]));
  for (const row of list.children) {
    const id = identities.get(keyOf(row));
    if (id) {
      field(row, "item").value = id;
    }
  }
  const known = each => (each.item || !identities.has(each.key) ? each : { ...each, item: identities.get(each.key) });
  done = done.map(rows => rows.map(known));
  undone = undone.map(rows => rows.map(known));
  byHand = false;
  unknown = false;
  saved = sent.map(known);
  for (const wrong of list.querySelectorAll("[data-wrong]")) {
    wrong.remove();
  }
  for (const control of list.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
  }
  overflow(draft.overflow);
  if (draft.merged) {
    take(draft, new Map(draft.mergedFrom.map(each => [each.item, each.by])));
  } else {
    form.elements.revision.value = draft.revision;
  }
  if (unsaved()) {
    edited();
  } else {
    forget();
    status("check-lg", "Saved");
  }
}

function overflow(its) {
  const notice = form.querySelector("[data-overflow]");
  notice.hidden = !its;
  if (its && notice.textContent !== its.text) {
    notice.textContent = its.text;
  }
}

function compare() {
  const show = document.createElement("button");
  show.type = "submit";
  show.name = "action";
  show.value = "save";
  show.className = "button button-small";
  show.textContent = "Compare both texts";
  status("exclamation-triangle", "Not saved: somebody else changed the same in the meantime.", show);
}

// ---- others who edit -------------------------------------------------------------------------------------------------

/** What the portal tidied of what was typed here is no change of anybody's. */
function asTyped(theirs) {
  const mine = new Map(saved.map(each => [each.item, each]));
  return theirs.map(each => {
    const typed = mine.get(each.item);
    if (!typed) {
      return each;
    }
    const out = { ...each };
    for (const name of TYPED) {
      if (tidied(typed[name]) === tidied(out[name])) {
        out[name] = typed[name];
      }
    }
    return out;
  });
}

const tidied = text => text.replace(/\s+/g, " ").trim();

/**
 * Brings what others saved into the page, under the caret and beside it, and into the steps, so that no undo takes back
 * what somebody else did.
 *
 * @param names by item who changed it last
 */
function take(draft, names) {
  const keyOfItem = new Map(read().filter(each => each.item).map(each => [each.item, each.key]));
  for (const each of [...done, ...undone].flat()) {
    if (each.item && !keyOfItem.has(each.item)) {
      keyOfItem.set(each.item, each.key);
    }
  }
  const theirs = asTyped(draft.items.map(item => rowOf(item, keyOfItem.get(item.id))));
  const { rows, conflicts, touched } = outline.merged(saved, theirs, read());
  if (conflicts.length > 0) {
    conflict = true;
    compare();
    return;
  }
  const base = saved;
  done = done.map(each => outline.merged(base, theirs, each).rows);
  undone = undone.map(each => outline.merged(base, theirs, each).rows);
  saved = outline.inherited(theirs);
  form.elements.revision.value = draft.revision;
  steadily(() => show(rows));
  overflow(draft.overflow);
  for (const item of touched) {
    mark(element(keyOfItem.get(item) ?? theirs.find(each => each.item === item)?.key), names.get(item) ?? draft.changedBy);
  }
  const who = [...new Set(names.values())].join(" and ") || draft.changedBy;
  tell(`${who} changed ${names.size === 1 ? "an item" : `${names.size} items`}`);
}

/** Rows that come in above must not push away what somebody looks at. */
function steadily(change) {
  const anchor = list.contains(document.activeElement)
    ? document.activeElement.closest("[data-row]")
    : [...list.children].find(row => row.getBoundingClientRect().bottom > 0);
  const before = anchor?.getBoundingClientRect().top;
  change();
  if (anchor?.isConnected) {
    scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
  }
}

function mark(row, name) {
  if (!row || !name) {
    return;
  }
  let its = row.querySelector("[data-by]");
  if (!its) {
    its = document.createElement("span");
    its.className = "outline-by";
    its.dataset.by = "";
    its.dir = "auto";
    row.querySelector("[data-side]").append(its);
  }
  its.textContent = name;
}

let news = [];
let catching = null;

function heard(events) {
  news.push(...events.filter(event => event.type === "draft.saved"));
  catching ??= catchUp().finally(() => (catching = null));
}

/** One save of mine comes back as news too: what the page knows already is none. */
async function catchUp() {
  while (news.length > 0) {
    await saving;
    news = news.filter(event => event.data.revision > revision());
    if (news.length === 0 || conflict) {
      news = [];
      return;
    }
    if (unknown) {
      // The portal puts both together when this is saved.
      news = [];
      return;
    }
    const answer = await ask("GET", "/draft");
    if (!answer?.ok) {
      news = [];
      return;
    }
    const draft = await answer.json();
    if (saving || draft.revision <= revision()) {
      continue;
    }
    const names = new Map(news.flatMap(event => event.data.items.map(item => [item, event.by.name])));
    news = news.filter(event => event.data.revision > draft.revision);
    take(draft, names);
    if (unsaved()) {
      edited();
    } else {
      status("check-lg", "Saved");
    }
  }
}

let counted = 0;

/** The room says how many there are; who they are is asked for. */
async function here({ people }) {
  const label = form.querySelector("[data-others]");
  const words = label.querySelector("[data-others-words]");
  const others = people - 1;
  const asked = ++counted;
  label.hidden = others < 1;
  if (others < 1) {
    return;
  }
  words.textContent = others === 1 ? "1 other person has this draft open" : `${others} others have this draft open`;
  const answer = await ask("GET", "/draft/editors");
  const names = answer?.ok ? (await answer.json()).items.map(each => each.name) : [];
  if (asked === counted && names.length > 0) {
    words.textContent =
      `${new Intl.ListFormat("en-GB").format(names)} ${names.length === 1 ? "has" : "have"} this draft open`;
  }
}

// ---- pasting and templates -------------------------------------------------------------------------------------------

/** @returns whether it went in */
async function paste(text, index) {
  const lines = text.split(/\r\n|\r|\n/).filter(line => line.trim()).length;
  if (lines > MOST_LINES || text.length > MOST_CHARACTERS) {
    refused("", lines > MOST_LINES
      ? `These are ${lines.toLocaleString("en-GB")} lines, and an agenda holds at most 1,000 items. Nothing was pasted.`
      : "This is more than a million characters. Nothing was pasted.");
    return false;
  }
  const answer = await ask("POST", "/outline-readings", { text });
  if (!answer?.ok) {
    const problem = await answer?.json().catch(() => ({})) ?? {};
    refused(text, answer ? problem.detail ?? "The portal could not read this." : "The portal cannot be reached. Your text is still here.", problem.errors);
    return false;
  }
  return insert((await answer.json()).items, index, "Pasted");
}

/**
 * The text stands where it can be put right, with what is wrong by its lines.
 *
 * @param text empty where it is more than a page can show; the clipboard still has it
 */
function refused(text, words, errors = {}) {
  pasting.open = true;
  const area = pasting.querySelector("textarea");
  if (text) {
    area.value = text;
  }
  const problems = pasting.querySelector("[data-paste-problems]");
  const line = message => {
    const each = document.createElement("p");
    each.className = "error";
    each.textContent = message;
    return each;
  };
  const byLine = Object.entries(errors).map(([name, message]) => {
    const at = /^lines\[(\d+)]/.exec(name);
    return at ? `Line ${at[1]}: ${message}` : message;
  });
  problems.replaceChildren(...new Set([words, ...byLine].map(each => each.trim())).values().map(line));
  problems.hidden = false;
  tell(words);
  area.focus();
}

/** As one step, below the chosen row; a row that is still blank gives way. */
function insert(items, index, word) {
  if (!room(items.length)) {
    return false;
  }
  const others = items.map(item => rowOf({ ...item, id: null }));
  const inserted = act(rows => {
    const all = outline.insertAll(rows, index, others);
    return index >= 0 && outline.blank(rows[index]) ? all.filter(each => each.key !== rows[index].key) : all;
  }, () => `${word}: ${others.length === 1 ? "1 item" : `${others.length} items`}. Undo takes them away again.`);
  if (inserted) {
    focus([...list.children].findIndex(each => each.dataset.key === others[0].key));
  }
  return inserted;
}

async function pasteOutline() {
  const area = pasting.querySelector("textarea");
  const problems = pasting.querySelector("[data-paste-problems]");
  problems.hidden = true;
  if (!area.value.trim()) {
    area.focus();
    return;
  }
  if (await paste(area.value, current ? indexOf(element(current)) : -1)) {
    area.value = "";
    pasting.open = false;
  }
}

async function startFrom(id) {
  const answer = await ask("GET", `/templates/${encodeURIComponent(id)}`);
  if (answer?.ok) {
    const { items } = await answer.json();
    // A draft of nothing but a row just begun is empty.
    insert(items, list.children.length === 1 && outline.blank(read()[0]) ? 0 : -1, "Added");
  } else {
    tell("The portal cannot be reached");
    warn("The portal cannot be reached. Nothing was added.");
  }
}

async function saveTemplate() {
  const name = form.elements.templateName;
  if (!name.value.trim()) {
    name.focus();
    return;
  }
  await save();
  if (unsaved()) {
    warn("Save the draft first: a template is made of the saved draft.");
    return;
  }
  const answer = await ask("POST", "/templates", { name: name.value });
  const result = await answer?.json().catch(() => null);
  const told = form.querySelector("[data-template-told]");
  if (!answer?.ok) {
    told.textContent = result?.detail ?? "The portal cannot be reached.";
    return;
  }
  name.value = "";
  told.textContent = `Saved as the group’s template “${result.template.name}”. `;
  if (result.replaced) {
    told.append("It takes the place of the one that had this name. ", bringBack(result.replaced, told));
  }
}

function bringBack(template, told) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small";
  button.textContent = "Bring the former one back";
  button.addEventListener("click", async () => {
    const answer = await ask("POST", `/templates/${encodeURIComponent(template)}/restoration`);
    told.textContent = answer?.ok ? "The former one is back." : "The portal cannot be reached.";
  });
  return button;
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
    unknown = unknown || Number(text.revision) !== revision();
    form.elements.revision.value = text.revision;
    remember(read, "");
    show(text.rows.map(each => ({ ...fresh(), ...each, key: `k${keys++}` })));
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
  const row = event.target.closest("[data-row]");
  if (event.inputType.startsWith("history") && (row || event.target === document.body)) {
    // The browser's own undo knows one field; the menu and the keyboard both mean the outline's.
    event.preventDefault();
    (event.inputType === "historyUndo" ? undo : redo)();
  } else if (row) {
    remember(read, `${keyOf(row)} ${event.target.name}`);
  }
});

form.addEventListener("input", event => {
  const row = event.target.closest("[data-row]");
  if (row) {
    event.target.removeAttribute("aria-invalid");
    edited();
  }
});

list.addEventListener("focusin", event => {
  const row = event.target.closest("[data-row]");
  choose(row);
  row.querySelector("[data-by]")?.remove();
});

list.addEventListener("paste", event => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (event.target.name === "title" && /[\n\r\t]/.test(text.trim())) {
    event.preventDefault();
    paste(text, indexOf(event.target));
  }
});

// The caret stays in the row while the mouse works the buttons.
tools.addEventListener("pointerdown", event => event.preventDefault());
tools.addEventListener("mousedown", event => event.preventDefault());

addEventListener("keydown", event => {
  const row = event.target.closest?.("[data-row]");
  const control = event.ctrlKey || event.metaKey;
  const elsewhere = !row && event.target.matches?.("input, textarea, select");
  if (control && !event.altKey && event.key.toLowerCase() === "s") {
    event.preventDefault();
    form.requestSubmit(form.querySelector('[value="save"]'));
  } else if (control && !event.altKey && !elsewhere && event.key.toLowerCase() === "z") {
    event.preventDefault();
    (event.shiftKey ? redo : undo)();
  } else if (control && !event.altKey && !elsewhere && event.key.toLowerCase() === "y") {
    event.preventDefault();
    redo();
  } else if (event.altKey && !control && !event.shiftKey && event.code === "KeyJ") {
    event.preventDefault();
    jump.focus();
    jump.select();
  } else if (event.altKey && !control && !event.shiftKey && event.code === "KeyP") {
    event.preventDefault();
    pasting.open = true;
    pasting.querySelector("textarea").focus();
  } else if (row && !event.isComposing) {
    rowKey(event, row, control);
  }
});

function rowKey(event, row, control) {
  const arrows = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in" };
  const inLine = event.target.matches("input");
  const alone = !event.altKey && !control && !event.shiftKey;
  if (event.altKey && !control && !event.shiftKey) {
    const kind = read()[indexOf(row)].kind;
    const verb = arrows[event.key]
      ?? { KeyK: KINDS[(KINDS.indexOf(kind) + 1) % KINDS.length], KeyN: "notes", Delete: "remove" }[event.code];
    if (verb === "notes" && event.target.name === "notes") {
      event.preventDefault();
      focus(indexOf(row));
    } else if (verb) {
      event.preventDefault();
      perform(verb, row);
    }
  } else if (event.key === "Enter" && inLine && alone) {
    event.preventDefault();
    below(indexOf(row));
  } else if (event.key === "Escape" && event.target.name === "notes") {
    event.preventDefault();
    focus(indexOf(row));
  } else if (alone && inLine && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    const next = indexOf(row) + (event.key === "ArrowUp" ? -1 : 1);
    if (next >= 0 && next < list.children.length) {
      event.preventDefault();
      focus(next, event.target.name);
    }
  } else if (event.key === "Backspace" && event.target.name === "title" && event.target.value === ""
      && !TYPED.some(name => field(row, name).value)) {
    event.preventDefault();
    remove(row);
  }
}

jump.addEventListener("keydown", event => {
  if (event.key === "Escape") {
    event.preventDefault();
    element(current)?.querySelector('[name="title"]').focus();
  } else if (event.key === "Enter") {
    event.preventDefault();
    const wanted = jump.value.trim().toLowerCase();
    const rows = read();
    const all = outline.numbers(rows);
    const from = rows.findIndex(each => each.key === current) + 1;
    const order = rows.map((each, at) => (at + from) % rows.length);
    const found = all.indexOf(wanted) >= 0
      ? all.indexOf(wanted)
      : order.find(at => rows[at].title.toLowerCase().includes(wanted)) ?? -1;
    if (wanted && found >= 0) {
      focus(found);
      list.children[found].scrollIntoView({ block: "nearest" });
    } else {
      tell("No item has this number or these words");
    }
  }
});

form.addEventListener("click", event => {
  const button = event.target.closest("[data-do]");
  if (button === buttons.undo) {
    undo();
  } else if (button === buttons.redo) {
    redo();
  }
});

form.addEventListener("submit", event => {
  const verb = event.submitter?.value;
  const row = element(current);
  if (verb === "add") {
    event.preventDefault();
    below(list.children.length - 1);
    return;
  }
  if (verb === "paste" || verb === "template" || verb === "save-template") {
    event.preventDefault();
    ({ paste: pasteOutline, template: () => startFrom(form.elements.template.value), "save-template": saveTemplate })[verb]();
    return;
  }
  if (verb?.startsWith("from:")) {
    event.preventDefault();
    startFrom(verb.slice(5));
    return;
  }
  if (row && perform(verb, row)) {
    event.preventDefault();
    return;
  }
  if (saving) {
    event.preventDefault();
    saving.finally(() => form.requestSubmit(event.submitter));
    return;
  }
  // Blank rows are no items: the server would ask for their titles.
  for (const each of read().filter(outline.blank)) {
    element(each.key)?.remove();
  }
  if (verb === "save" && !conflict && ready(read())) {
    event.preventDefault();
    number(read());
    save();
    return;
  }
  leaving = true;
  // What waits there to be pasted is no part of the draft.
  pasting.querySelector("textarea").disabled = true;
});

addEventListener("beforeunload", event => {
  settle();
  if (!leaving && unsaved()) {
    event.preventDefault();
  }
});

// A phone ends a page that is out of sight without asking.
addEventListener("pagehide", () => {
  keepSteps();
  if (unsaved()) {
    keep();
  }
});

addEventListener("pageshow", () => {
  leaving = false;
  pasting.querySelector("textarea").disabled = false;
});

draggable(list, {
  rows: read,
  chosen: choose,
  drop: (index, gap, depth) =>
    moved(list.children[index], rows => outline.drop(rows, index, gap, depth), "It stands where it stood"),
});

for (const row of list.children) {
  const documents = row.querySelector("[data-docs]").textContent;
  if (documents || row.hasAttribute("data-discussed")) {
    links.set(field(row, "item").value, { documents, discussed: row.hasAttribute("data-discussed") });
  }
}
recallSteps();
saved = unknown ? [] : worth(read());
for (const button of [buttons.undo, buttons.redo]) {
  button.hidden = false;
}
travelled();
form.querySelector("[data-keys]").hidden = false;
number(read());
// A page that answered a POST would be sent again on reload; what it holds is kept here instead.
history.replaceState(null, "");
offerKept();
if (unsaved()) {
  edited();
}
watch(form.dataset.room, Number(form.dataset.seq), { onEvents: heard, onPresence: here });
