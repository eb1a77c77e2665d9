/**
 * Keeps an open page to what the room is on: the bar, the items' times, the room's screen.
 *
 * An element with data-floor says where the parts are asked for, with data-floor-room and data-floor-seq from where on; what is
 * exchanged carries data-floor-part. Nothing else on the page moves, and who is choosing an item keeps the choice. The
 * chair's forms work without this script; with it they answer in place, and what was refused is said beside them.
 */

import { watch } from "./live.js";
import { inWords } from "./room-words.js";

/** Forecasts grow old. */
const AGES = 60_000;
/** A shorter interruption is not worth a word. */
const CALM = 5_000;
/** The same switch as in the room (room-keys.js). */
const KEYS = "rostrum.keys";

const floor = document.querySelector("[data-floor]");
const said = document.querySelector("[data-floor-said]");
const lost = document.querySelector("[data-floor-lost]");

// --- parts -------------------------------------------------------------------------------------------------------------

let asked = 0;
/** The one asked for last: of several, it alone says how it is. */
let latest = Promise.resolve();

function refresh() {
  latest = ask(++asked);
  return latest;
}

/** Waits until the page shows how it is, whoever asked for it meanwhile. */
async function refreshed() {
  for (let shown = refresh(); ; shown = latest) {
    await shown;
    if (shown === latest) {
      return;
    }
  }
}

async function ask(turn) {
  const url = new URL(floor.dataset.floor, location.href);
  const agenda = document.querySelector('[data-live-region="agenda"]:has(.sheet-item)');
  if (agenda) {
    url.searchParams.set("items", "true");
  }
  let page;
  try {
    const response = await fetch(url, { redirect: "manual" });
    page = response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  } catch {
    page = null;
  }
  if (page && turn === asked) {
    for (const part of document.querySelectorAll("[data-floor-part]")) {
      const fresh = page.querySelector(`[data-floor-part="${CSS.escape(part.dataset.floorPart)}"]`);
      if (fresh && fresh.outerHTML !== part.outerHTML) {
        exchange(part, document.importNode(fresh, true));
      }
    }
    page.querySelectorAll("[data-floor-times] .sheet-item").forEach(takeOver);
    agenda?.dispatchEvent(new Event("floor-moved"));
  }
}

/** Keeps the focus and a choice that was not sent yet. */
function exchange(part, fresh) {
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const chosen = part.querySelector("select")?.value;
  for (const field of fresh.querySelectorAll('input[name="from"]')) {
    field.value = floor.dataset.from ?? "";
  }
  part.replaceWith(fresh);
  const select = fresh.querySelector("select");
  if (select && chosen) {
    select.value = chosen;
  }
  if (focused) {
    again(focused, fresh)?.focus({ preventScroll: true });
  }
}

/** An item's state and times, and nothing else of it. */
function takeOver(fresh) {
  const item = document.getElementById(fresh.id);
  const row = item?.querySelector(":scope > .sheet-row");
  if (!row) {
    return;
  }
  for (const state of ["is-now", "is-done"]) {
    item.classList.toggle(state, fresh.classList.contains(state));
  }
  for (const piece of [".sheet-marks", ".sheet-when"]) {
    const was = row.querySelector(piece);
    const is = fresh.querySelector(piece);
    if (was && is && was.outerHTML !== is.outerHTML) {
      was.replaceWith(document.importNode(is, true));
    } else if (!was && is) {
      row.querySelector(".sheet-main").after(document.importNode(is, true));
    }
  }
}

function again(focused, fresh) {
  const move = focused.closest("form")?.dataset.move;
  return focused.localName === "select"
    ? fresh.querySelector("select")
    : (fresh.querySelector(move ? `form[data-move="${move}"] button` : ".floor-choose button") ??
        fresh.querySelector("form button"));
}

// --- what the log brings -----------------------------------------------------------------------------------------------

function onEvents(events) {
  const moves = events.filter(event => event.type.startsWith("agenda."));
  if (moves.length === 0) {
    return;
  }
  const last = moves.findLast(event => event.type.startsWith("agenda.item-"));
  if (last && said) {
    say(inWords(last, "").words, false);
  }
  setTimeout(refresh, Math.random() * Number(floor.dataset.spread));
}

/** @param {boolean} seen whether everybody should see it; news are on the page already, and only read aloud */
function say(words, seen) {
  said.classList.toggle("visually-hidden", !seen);
  said.textContent = words;
}

let waiting = null;

function onStatus(state) {
  if (!lost) {
    return;
  }
  clearTimeout(waiting);
  if (state === "live") {
    lost.textContent = "";
  } else if (lost.textContent === "") {
    const since = clockNow();
    waiting = setTimeout(() => (lost.textContent = `No connection. This is how it was at ${since}.`), CALM);
  }
}

// --- the chair's moves -------------------------------------------------------------------------------------------------

const MOVES = new Set(["g", "x", "u"]);
/** The move asked for last, until the page shows what came of it. */
let underWay = null;
let before = Promise.resolve();

floor.addEventListener("submit", event => {
  event.preventDefault();
  begin(event.target.dataset.move ?? "choose", () => event.target);
});

/**
 * Pressed twice is meant once; another move waits for the one before, whose outcome its form tells.
 *
 * @param {string} what
 * @param {() => HTMLFormElement|null} form asked for when its turn has come
 */
function begin(what, form) {
  if (underWay === what) {
    return;
  }
  underWay = what;
  const over = () => {
    if (underWay === what) {
      underWay = null;
    }
  };
  before = before.then(() => move(form())).then(over, over);
}

async function move(form) {
  if (!form) {
    return;
  }
  const wanted = Object.fromEntries([...new FormData(form)].filter(([name, value]) => name !== "from" && name !== "_csrf" && value !== ""));
  const header = document.querySelector("meta[name=csrf-header]")?.content ?? "X-CSRF-TOKEN";
  const token = document.querySelector("meta[name=csrf-token]")?.content ?? "";
  let words = "No connection: the room was not moved.";
  try {
    const response = await fetch(`/api/v1${new URL(form.action).pathname}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", [header]: token },
      body: JSON.stringify(wanted),
    });
    words = response.ok ? "" : ((await response.json()).detail ?? words);
    if (response.ok && form.matches(".floor-choose")) {
      form.querySelector("select").value = "";
    }
  } catch {
    /* What is said already. */
  }
  if (words) {
    say(words, true);
  }
  await refreshed();
}

document.addEventListener("keydown", event => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const off = localStorage.getItem(KEYS) === "off";
  if (off || typing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) {
    return;
  }
  const select = floor.querySelector("select");
  const form = () => floor.querySelector(`form[data-move="${CSS.escape(event.key)}"]`);
  if (event.key === "o" && select) {
    event.preventDefault();
    select.focus();
  } else if (MOVES.has(event.key) && (underWay || form())) {
    event.preventDefault();
    begin(event.key, form);
  }
});

// --- time passes -------------------------------------------------------------------------------------------------------

const clock = document.querySelector("[data-clock]");

function clockNow() {
  const zone = clock?.dataset.zone;
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date());
}

if (clock) {
  setInterval(() => (clock.textContent = clockNow()), 1_000);
}

setInterval(() => {
  if (!document.hidden) {
    refresh();
  }
}, AGES);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) {
    refresh();
  }
});

watch(floor.dataset.floorRoom, Number(floor.dataset.floorSeq), { onEvents, onPresence() {}, onStatus });
