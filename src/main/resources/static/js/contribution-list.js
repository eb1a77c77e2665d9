/**
 * A list of contributions for those who live in it: rows that open to their story, ticks for many at a time, single keys,
 * and a search that narrows while one types. Without it everything works by links and forms.
 *
 * What is filtered stands in the address. Rows that are on the page are hidden and shown here; where the page has too few
 * of them, it is asked for again. When live-page.js exchanges the rows, ticks and open stories stay.
 */
import { listenToKeys } from "./room-keys.js";

const TICKED = "rostrum.ticked";
/** Between two keys of somebody who types on. */
const PAUSE = 250;

const region = document.querySelector('[data-live-region="contributions"]');
const bar = document.querySelector("[data-many]");
const filters = document.querySelector("[data-filters]");
const search = filters?.elements.q;

const ticked = new Set();
const stories = new Map();
let rows = [];
let words = null;
let all = null;
/** From where Shift ticks on. */
let anchor = null;
let current = -1;

const box = row => row.querySelector("input[name=contribution]");
const opener = row => row.querySelector("[data-story]");
const rowOf = element => {
  const row = element?.closest?.("[data-list] tbody > tr");
  return row?.classList.contains("row-detail") ? row.previousElementSibling : row;
};

/** Reads the table, at first and after it was exchanged. */
function read() {
  rows = [...document.querySelectorAll("[data-list] tbody > tr[data-c]")];
  words = null;
  anchor = null;
  all = null;
  const corner = document.querySelector("[data-list] thead .list-start");
  if (corner && rows.some(box)) {
    all = document.createElement("input");
    all.type = "checkbox";
    all.ariaLabel = "Tick all shown";
    corner.append(all);
  }
  for (const row of rows) {
    const mine = box(row);
    if (mine?.checked) {
      ticked.add(row.dataset.c);
    } else if (mine && ticked.has(row.dataset.c)) {
      mine.checked = true;
    }
    row.classList.toggle("is-selected", Boolean(mine?.checked));
    const story = stories.get(row.dataset.c);
    if (story) {
      row.after(story);
      opened(row, true);
    }
  }
  const there = new Set(rows.map(row => row.dataset.c));
  [...ticked].filter(id => !there.has(id)).forEach(id => ticked.delete(id));
  [...stories.keys()].filter(id => !there.has(id)).forEach(id => stories.delete(id));
  count();
}

// ---- ticks -----------------------------------------------------------------------------------------------------------

function tick(row, on) {
  const mine = box(row);
  if (!mine) {
    return;
  }
  mine.checked = on;
  row.classList.toggle("is-selected", on);
  if (on) {
    ticked.add(row.dataset.c);
  } else {
    ticked.delete(row.dataset.c);
  }
}

function tickTo(row, on) {
  const [first, last] = [rows.indexOf(anchor), rows.indexOf(row)].sort((a, b) => a - b);
  rows.slice(Math.max(first, 0), last + 1).filter(each => !each.hidden).forEach(each => tick(each, on));
}

function count() {
  if (!bar) {
    return;
  }
  const many = ticked.size;
  const unseen = many === 0 ? 0 : rows.filter(row => row.hidden && ticked.has(row.dataset.c)).length;
  bar.hidden = many === 0;
  const said = `${many} ticked${unseen === 0 ? "" : `, ${unseen} of them not shown`}`;
  const place = bar.querySelector("[data-count]");
  if (place.textContent !== said) {
    place.textContent = said;
  }
  if (all) {
    const shown = rows.length - rows.filter(row => row.hidden).length;
    all.checked = shown > 0 && many - unseen === shown;
    all.indeterminate = many > 0 && !all.checked;
  }
}

document.addEventListener("click", event => {
  const target = event.target;
  if (target === all) {
    rows.filter(row => !row.hidden).forEach(row => tick(row, all.checked));
    count();
  } else if (target.matches?.("[data-list] input[name=contribution]")) {
    const row = rowOf(target);
    tick(row, target.checked);
    if (event.shiftKey && anchor?.isConnected) {
      tickTo(row, target.checked);
    }
    anchor = row;
    count();
  } else if (target.closest?.("[data-all]")) {
    rows.filter(row => !row.hidden).forEach(row => tick(row, true));
    count();
  } else if (target.closest?.("[data-none]")) {
    rows.filter(row => ticked.has(row.dataset.c)).forEach(row => tick(row, false));
    count();
    focusOn(Math.max(current, 0));
  }
});

if (bar) {
  bar.querySelectorAll("[data-all], [data-none]").forEach(button => (button.hidden = false));
  // Whoever is refused finds the same ones ticked again.
  bar.addEventListener("submit", () =>
    sessionStorage.setItem(TICKED, JSON.stringify({ list: location.pathname, ids: [...ticked] })));
  // Enter in a field does what the field is for.
  bar.addEventListener("keydown", event => {
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      event.target.closest(".many-fields").querySelector("button:is(.button-primary, .button-danger)").click();
    } else if (event.key === "Escape") {
      const open = event.target.closest("details[open]");
      if (open) {
        open.open = false;
        open.querySelector("summary").focus();
      } else {
        focusOn(Math.max(current, 0));
      }
    }
  });
}

function remembered() {
  const kept = sessionStorage.getItem(TICKED);
  sessionStorage.removeItem(TICKED);
  if (kept && document.querySelector(".notice-error")) {
    const { list, ids } = JSON.parse(kept);
    if (list === location.pathname) {
      ids.forEach(id => ticked.add(id));
    }
  }
}

// ---- stories ---------------------------------------------------------------------------------------------------------

function opened(row, open) {
  row.classList.toggle("row-open", open);
  opener(row).ariaExpanded = String(open);
}

async function toggle(row) {
  const id = row.dataset.c;
  if (stories.has(id)) {
    stories.get(id).remove();
    stories.delete(id);
    opened(row, false);
    return;
  }
  const detail = document.createElement("tr");
  detail.className = "row-detail";
  const cell = detail.insertCell();
  cell.colSpan = row.cells.length;
  cell.textContent = "…";
  cell.ariaBusy = "true";
  stories.set(id, detail);
  row.after(detail);
  opened(row, true);
  const summary = await fetched(`/contributions/${id}/summary`);
  cell.ariaBusy = null;
  const story = summary?.querySelector("[data-summary]");
  if (story) {
    cell.replaceChildren(document.importNode(story, true));
  } else {
    cell.textContent = "It could not be fetched. The row’s number leads to its page.";
  }
}

document.addEventListener("click", event => {
  const link = event.target.closest?.("[data-story]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    toggle(rowOf(link));
  }
});

async function fetched(href) {
  try {
    const response = await fetch(href, { redirect: "manual" });
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  } catch {
    return null;
  }
}

// ---- search ----------------------------------------------------------------------------------------------------------

const shownPlace = () => document.querySelector("[data-shown]");
let loaded = search?.value.trim().toLowerCase() ?? "";
let said = 0;
let asked = 0;

/** What the server looks in too. */
function wordsOf(row) {
  const number = row.querySelector(".contribution-number")?.textContent ?? "";
  const title = row.querySelector(".contribution-title")?.textContent ?? "";
  return `${number}\n${title}\n${row.dataset.find}`.toLowerCase();
}

function narrow() {
  const sought = search.value.trim().toLowerCase();
  const url = new URL(location.href);
  if (sought) {
    url.searchParams.set("q", search.value.trim());
  } else {
    url.searchParams.delete("q");
  }
  history.replaceState(history.state, "", url);
  clearTimeout(asked);
  if (sought.includes(loaded)) {
    hide(sought);
  } else {
    asked = setTimeout(ask, PAUSE);
  }
}

function hide(sought) {
  words ??= rows.map(wordsOf);
  let shown = 0;
  rows.forEach((row, at) => {
    const there = words[at].includes(sought);
    if (row.hidden === there) {
      row.hidden = !there;
      const story = stories.get(row.dataset.c);
      if (story) {
        story.hidden = !there;
      }
    }
    shown += there ? 1 : 0;
  });
  count();
  // Said once somebody pauses, not at each letter.
  clearTimeout(said);
  said = setTimeout(() => {
    const place = shownPlace();
    if (place) {
      const total = Number(place.dataset.total);
      place.textContent = `${shown === total ? total : `${shown} of ${total}`} ${total === 1 ? "contribution" : "contributions"}`;
    }
  }, PAUSE);
}

async function ask() {
  const sought = search.value.trim().toLowerCase();
  const page = await fetched(location.href);
  const fresh = page?.querySelector('[data-live-region="contributions"]');
  if (fresh && sought === search.value.trim().toLowerCase()) {
    loaded = sought;
    region.replaceChildren(...document.importNode(fresh, true).childNodes);
  }
}

if (search && region) {
  search.addEventListener("input", narrow);
  // The links of the page were written for what was sought before.
  region.addEventListener("click", event => {
    const link = event.target.closest("a[href]");
    if (link?.pathname === location.pathname && search.value.trim().toLowerCase() !== loaded && loaded === "") {
      const url = new URL(link.href);
      url.searchParams.set("q", search.value.trim());
      link.href = url;
    }
  }, { capture: true });
}

// ---- keys ------------------------------------------------------------------------------------------------------------

function focusOn(index) {
  const row = rows[index];
  if (row) {
    current = index;
    opener(row).focus();
  }
}

function here() {
  const row = rowOf(document.activeElement);
  return row ? rows.indexOf(row) : current;
}

function step(by) {
  let index = here() + by;
  while (rows[index]?.hidden) {
    index += by;
  }
  focusOn(index);
}

function onRow(act) {
  const row = rows[here()];
  if (row && !row.hidden) {
    act(row);
  }
}

const keys = document.querySelector("[data-keys]");
if (keys) {
  keys.hidden = false;
  listenToKeys({
    "j": () => step(1),
    "k": () => step(-1),
    "o": () => onRow(toggle),
    "x": () => onRow(row => {
      tick(row, !ticked.has(row.dataset.c));
      anchor = row;
      count();
    }),
    "X": () => onRow(row => {
      anchor ??= row;
      tickTo(row, true);
      anchor = row;
      count();
    }),
    "a": () => {
      if (bar) {
        if (ticked.size === 0) {
          onRow(row => tick(row, true));
          count();
        }
        current = here();
        bar.querySelector("summary, .many-acts button")?.focus();
      }
    },
    "/": () => search?.select(),
    "?": () => {
      keys.open = !keys.open;
      keys.querySelector("summary").focus();
    },
  }, keys.querySelector("[data-keys-switch]"));
}

document.addEventListener("keydown", event => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by && event.target.matches?.("[data-story], [data-list], [data-list] input[name=contribution]")
      && !event.altKey && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    step(by);
  }
});

// ---- the choice of columns ---------------------------------------------------------------------------------------------

if (location.hash === "#columns") {
  document.getElementById("columns").open = true;
  document.querySelector("#columns summary").focus();
}

remembered();
read();
if (search?.value.trim().toLowerCase() !== loaded) {
  narrow();
}
if (region) {
  new MutationObserver(() => {
    read();
    if (search && search.value.trim().toLowerCase() !== loaded) {
      narrow();
    }
  }).observe(region, { childList: true });
}
