/**
 * Edits the timetable's draft in place. The page's own list of sessions is laid out on a grid of rooms and quarters of an
 * hour, where a hand drags and keys move; on a narrow window it stays a list. Every change is one of the page's forms,
 * sent a moment after the last move, and answered with the whole board as it is then: conflicts, undo and what others
 * did meanwhile are never out of date for longer than that.
 */

const STEP = 15;
/** Keys pressed one after the other are one change, and one step to undo. */
const SETTLED = 400;
const NEAR = 36;
const WIDE = matchMedia("(min-width: 48rem)");

const editor = document.querySelector("[data-editor]");
const told = editor.querySelector("[data-told]");
const dialog = editor.querySelector("[data-dialog]");
const dialogBody = dialog.querySelector("[data-dialog-body]");
const keys = editor.querySelector("[data-keys]");

let board = editor.querySelector("[data-board]");
let shown = "";
/** Where a session is to be, which the server does not know yet; null where it knows everything. */
let pending = null;
let timer = 0;
let chain = Promise.resolve();
/** What the pointer is doing between its going down and its coming up. */
let hand = null;
let dragged = false;

// ---- the grid --------------------------------------------------------------------------------------------------------

const days = () => [...board.querySelectorAll("[data-day]")];
const items = section => [...section.querySelectorAll("[data-session]")];
const item = id => board.querySelector(`[data-session="${CSS.escape(id)}"]`);
const rooms = () => [
  ...[...board.querySelectorAll("[data-rooms] > li")].map(each => ({ id: each.dataset.room, name: each.textContent })),
  { id: "", name: "No room yet" },
];
const from = each => Number(each.dataset.from);
const to = each => Number(each.dataset.to);
const dayOf = each => each.closest("[data-day]");
const titleOf = each => each.querySelector("[data-open]").textContent.trim();

/** What the clocks of the place show, so many minutes into a day. */
function clock(section, minutes) {
  const hours = section.dataset.hours.split(",");
  const hour = hours[Math.min(hours.length - 1, Math.floor(minutes / 60))] ?? "00:00";
  return `${hour.slice(0, 3)}${String(Number(hour.slice(3)) + (minutes % 60)).padStart(2, "0")}`;
}

/** The same time on the clocks of another day, which may be an hour longer or shorter. */
function sameClock(section, minutes, other) {
  const hour = other.dataset.hours.split(",").indexOf(`${clock(section, minutes).slice(0, 2)}:00`);
  return hour < 0 ? minutes : hour * 60 + (minutes % 60);
}

function enhance() {
  board.classList.toggle("is-grid", WIDE.matches);
  if (pending) {
    mark(pending);
  }
  if (!days().some(day => day.dataset.day === shown)) {
    shown = wanted() ?? days()[0]?.dataset.day ?? "";
  }
  if (WIDE.matches) {
    days().forEach(lay);
  }
  show(shown);
}

/** The day that the address names, by itself or by one of its sessions; else today. */
function wanted() {
  const named = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const today = new Date().toLocaleDateString("sv");
  return named?.closest("[data-day]")?.dataset.day ?? days().find(day => day.dataset.day === today)?.dataset.day;
}

function show(day) {
  shown = day;
  for (const section of days()) {
    section.classList.toggle("is-shown", section.dataset.day === day);
  }
  for (const tab of board.querySelectorAll("[data-tab]")) {
    if (tab.dataset.tab === day && WIDE.matches) {
      tab.setAttribute("aria-current", "true");
    } else {
      tab.removeAttribute("aria-current");
    }
  }
}

function element(name, parent) {
  const made = document.createElement("div");
  made.className = name;
  parent.append(made);
  return made;
}

function lay(section) {
  const list = section.querySelector("[data-list]");
  const columns = rooms();
  const all = items(section);
  const first = Math.max(0, Math.floor(Math.min(9 * 60, ...all.map(from)) / 60) * 60 - 60);
  const last = Math.min(
    Math.ceil(Number(section.dataset.minutes) / 60) * 60,
    Math.ceil(Math.max(18 * 60, ...all.map(to)) / 60) * 60 + 60);
  let scroll = section.querySelector(".tb-scroll");
  if (!scroll) {
    scroll = document.createElement("div");
    scroll.className = "tb-scroll";
    list.before(scroll);
    const inner = element("tb-inner", scroll);
    const head = element("tb-head", inner);
    for (const column of columns) {
      const name = document.createElement("span");
      name.textContent = column.name;
      name.title = column.name;
      head.append(name);
    }
    inner.style.minWidth = `calc(${columns.length} * 9.5rem + 3.5rem)`;
    element("tb-grid", inner).append(list);
  }
  const grid = scroll.querySelector(".tb-grid");
  grid.querySelectorAll(".tb-hour, .tb-line").forEach(each => each.remove());
  grid.dataset.first = first;
  grid.dataset.last = last;
  grid.style.height = `calc(${(last - first) / STEP} * var(--tb-quarter))`;
  for (let minutes = first; minutes < last; minutes += 60) {
    const hour = element("tb-hour", grid);
    hour.textContent = clock(section, minutes);
    hour.style.top = `calc(${(minutes - first) / STEP} * var(--tb-quarter))`;
  }
  columns.forEach((column, at) => {
    element("tb-line", grid).style.left = left(at, columns.length);
    beside(all.filter(each => each.dataset.room === column.id || (column.id === "" && !each.dataset.room)))
      .forEach(({ each, lane, lanes }) => {
        put(each, from(each), to(each), at, columns.length, first, lane, lanes);
        if (!each.querySelector(".tb-grip")) {
          element("tb-grip", each).ariaHidden = "true";
        }
        for (const link of each.querySelectorAll("a")) {
          link.draggable = false;
        }
      });
  });
}

function left(at, count, share = 0) {
  return `calc(var(--tb-axis) + (100% - var(--tb-axis)) * ${(at + share) / count})`;
}

function put(each, start, end, at, count, first, lane = 0, lanes = 1) {
  each.style.top = `calc(${(start - first) / STEP} * var(--tb-quarter))`;
  each.style.height = `calc(${Math.max(1, (end - start) / STEP)} * var(--tb-quarter) - 2px)`;
  each.style.left = left(at, count, lane / lanes);
  each.style.width = `calc((100% - var(--tb-axis)) * ${1 / count / lanes} - 3px)`;
}

/** Sessions of one column that overlap stand beside each other. */
function beside(all) {
  const placed = [];
  let group = [];
  let until = -1;
  const close = () => {
    const lanes = Math.max(0, ...group.map(each => each.lane)) + 1;
    group.forEach(each => placed.push({ ...each, lanes }));
    group = [];
  };
  for (const each of all.toSorted((a, b) => from(a) - from(b) || to(a) - to(b))) {
    if (from(each) >= until) {
      close();
    }
    const taken = group.filter(other => to(other.each) > from(each)).map(other => other.lane);
    let lane = 0;
    while (taken.includes(lane)) {
      lane += 1;
    }
    group.push({ each, lane });
    until = Math.max(until, to(each));
  }
  close();
  return placed;
}

// ---- changing --------------------------------------------------------------------------------------------------------

/** Writes into the page where a session is to be; the server's answer replaces it. */
function mark(place) {
  const each = item(place.id);
  if (!each) {
    return;
  }
  const section = days().find(day => day.dataset.day === place.day) ?? dayOf(each);
  if (dayOf(each) !== section) {
    section.querySelector("[data-list]").append(each);
  }
  each.dataset.from = place.from;
  each.dataset.to = place.to;
  each.dataset.room = place.room;
  each.querySelector(".tb-time").textContent = `${clock(section, place.from)}–${clock(section, place.to)}`;
}

function placeOf(each) {
  return { id: each.dataset.session, day: dayOf(each).dataset.day, from: from(each), to: to(each), room: each.dataset.room ?? "" };
}

function change(each, wish) {
  const now = placeOf(each);
  const next = { ...now, ...wish };
  const section = days().find(day => day.dataset.day === next.day);
  const minutes = Number(section.dataset.minutes);
  if (next.from < 0 || next.from >= minutes || next.to - next.from < STEP) {
    tell(next.from < 0 || next.from >= minutes ? "It cannot go beyond the day" : "It cannot be shorter");
    return;
  }
  if (pending && pending.id !== next.id) {
    flush();
  }
  const focused = each.contains(document.activeElement);
  pending = next;
  mark(next);
  if (WIDE.matches) {
    days().filter(day => day === section || day.dataset.day === now.day).forEach(lay);
    show(next.day);
  }
  if (focused) {
    each.querySelector("[data-open]").focus({ preventScroll: true });
  }
  each.scrollIntoView({ block: "nearest", inline: "nearest" });
  const room = rooms().find(column => column.id === next.room);
  tell(`${titleOf(each)}: ${clock(section, next.from)} to ${clock(section, next.to)}, ${room?.name ?? ""}`);
  clearTimeout(timer);
  timer = setTimeout(flush, SETTLED);
}

function flush() {
  clearTimeout(timer);
  if (!pending) {
    return;
  }
  const place = pending;
  queue(async () => {
    const each = item(place.id);
    const section = days().find(day => day.dataset.day === place.day);
    if (!each || !section) {
      pending = null;
      return;
    }
    const at = minutes => new Date(Number(section.dataset.start) + minutes * 60_000).toISOString();
    const answered = await send(`${board.dataset.here}/sessions/${place.id}/place`, {
      version: each.dataset.version,
      startsAt: at(place.from),
      endsAt: at(place.to),
      room: place.room,
    }, () => {
      if (pending === place) {
        pending = null;
      }
    });
    if (!answered) {
      tryAgain();
    }
  });
}

function queue(work) {
  chain = chain.then(work, work);
}

/**
 * @param answered called before the board is replaced
 * @returns whether the portal answered at all
 */
async function send(url, fields, answered = () => {}) {
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: {
        Accept: "text/html",
        "X-Board": "1",
        [document.querySelector("meta[name=csrf-header]")?.content ?? "X-CSRF-TOKEN"]:
          document.querySelector("meta[name=csrf-token]")?.content ?? "",
      },
      body: fields instanceof FormData ? new URLSearchParams(fields) : new URLSearchParams(Object.entries(fields)),
      redirect: "manual",
    });
  } catch {
    return false;
  }
  if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) {
    answered();
    state("You are no longer signed in here. Load the page again.", "Load again", () => location.reload());
    return true;
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const next = page.querySelector("[data-board]");
  const form = page.querySelector("[data-session-form]");
  answered();
  if (next) {
    dialog.close();
    replace(next);
  } else if (form) {
    showForm(form);
  } else {
    state("That did not work. Load the page again to see what there is.", "Load again", () => location.reload());
  }
  return true;
}

function replace(next) {
  const scrolled = Object.fromEntries(days().map(day => {
    const scroll = day.querySelector(".tb-scroll");
    return [day.dataset.day, [scroll?.scrollLeft ?? 0, scroll?.scrollTop ?? 0]];
  }));
  const focused = board.contains(document.activeElement) || document.activeElement === document.body;
  const session = document.activeElement?.closest?.("[data-session]")?.dataset.session;
  const travel = document.activeElement?.closest?.("[data-travel]")?.dataset.travel;
  const { said, refused, about } = next.dataset;
  board.replaceWith(document.adoptNode(next));
  board = editor.querySelector("[data-board]");
  const target = item(about || session || "");
  if (target && about) {
    shown = dayOf(target).dataset.day;
  }
  enhance();
  for (const section of days()) {
    section.querySelector(".tb-scroll")?.scrollTo(...(scrolled[section.dataset.day] ?? [0, 0]));
  }
  if (focused && target) {
    const link = target.querySelector("[data-open]");
    link.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  } else if (focused && travel) {
    board.querySelector(`[data-travel=${travel}] button`)?.focus();
  }
  const conflicts = target ? [...target.querySelectorAll(".tb-conflict")].map(each => each.textContent.trim()) : [];
  tell([refused || said || "", ...conflicts].filter(Boolean).join(" "));
}

function tell(words) {
  told.textContent = words;
}

function state(words, action, act) {
  const place = board.querySelector("[data-state]");
  place.replaceChildren(words, " ");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small";
  button.textContent = action;
  button.addEventListener("click", act);
  place.append(button);
  tell(words);
}

function tryAgain() {
  state("Not saved: the portal cannot be reached.", "Try again", flush);
}

function travel(way) {
  flush();
  queue(async () => {
    const form = board.querySelector(`[data-travel=${way}]`);
    if (form.querySelector("button").disabled) {
      tell(way === "undo" ? "Nothing to undo" : "Nothing to do again");
      return;
    }
    if (!await send(form.action, new FormData(form))) {
      state("Not done: the portal cannot be reached.", "Try again", () => travel(way));
    }
  });
}

function cancel(each) {
  flush();
  queue(async () => {
    const now = item(each.dataset.session);
    const form = now?.querySelector("[data-cancel]");
    if (!form) {
      return;
    }
    const all = items(dayOf(now));
    const beside = all[all.indexOf(now) + 1] ?? all[all.indexOf(now) - 1];
    const next = beside?.dataset.session;
    if (!await send(form.action, new FormData(form))) {
      state("Not done: the portal cannot be reached.", "Try again", () => cancel(each));
    } else if (!item(each.dataset.session) && next) {
      item(next)?.querySelector("[data-open]").focus({ preventScroll: true });
    }
  });
}

// ---- the form, in a dialog -------------------------------------------------------------------------------------------

async function open(url) {
  flush();
  await chain;
  try {
    const response = await fetch(url, { headers: { Accept: "text/html" }, redirect: "manual" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const form = page.querySelector("[data-session-form]");
    if (response.ok && form) {
      showForm(form);
      return;
    }
  } catch {
    // The page itself says what is the matter.
  }
  location.assign(url);
}

function showForm(form) {
  dialogBody.replaceChildren(document.adoptNode(form));
  if (!dialog.open) {
    dialog.showModal();
  }
  (form.querySelector(".error-summary") ?? form.querySelector("#title"))?.focus();
}

dialogBody.addEventListener("submit", event => {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  queue(async () => {
    const answered = await send(form.action, new FormData(form));
    button.disabled = false;
    if (!answered) {
      button.textContent = "Not saved: try again";
    }
  });
});

dialogBody.addEventListener("click", event => {
  if (event.target.closest("[data-close]")) {
    event.preventDefault();
    dialog.close();
  }
});

function draw(section, start, end, room) {
  const asked = new URLSearchParams({
    day: section.dataset.day,
    from: clock(section, start),
    to: clock(section, end),
    room,
  });
  open(`${board.dataset.here}/sessions/new?${asked}`);
}

// ---- the pointer -----------------------------------------------------------------------------------------------------

/** The minute and the column under the pointer. */
function spot(grid, event) {
  const box = grid.getBoundingClientRect();
  const axis = grid.querySelector(".tb-line").getBoundingClientRect().left - box.left;
  const count = rooms().length;
  const first = Number(grid.dataset.first);
  const minutes = first + (event.clientY - box.top) / box.height * (Number(grid.dataset.last) - first);
  const column = Math.floor((event.clientX - box.left - axis) / (box.width - axis) * count);
  return { minutes, column: Math.min(count - 1, Math.max(0, column)), inside: event.clientX - box.left >= axis };
}

const snap = minutes => Math.round(minutes / STEP) * STEP;

editor.addEventListener("pointerdown", event => {
  dragged = false;
  const grid = event.target.closest(".tb-grid");
  if (!grid || event.button !== 0) {
    return;
  }
  const each = event.target.closest("[data-session]");
  const grip = event.target.closest(".tb-grip");
  if (event.pointerType === "touch" && !grip) {
    return;
  }
  const at = spot(grid, event);
  if (!each && !at.inside) {
    return;
  }
  hand = {
    grid, each, at, section: grid.closest("[data-day]"), x: event.clientX, y: event.clientY, moved: false,
    doing: grip ? "stretch" : each ? "drag" : "draw",
    place: each ? placeOf(each) : { from: Math.floor(at.minutes / STEP) * STEP, to: 0, room: rooms()[at.column].id },
  };
  if (!each) {
    event.preventDefault();
  }
});

addEventListener("pointermove", event => {
  if (!hand) {
    return;
  }
  if (!hand.moved) {
    if (Math.hypot(event.clientX - hand.x, event.clientY - hand.y) < 4) {
      return;
    }
    hand.moved = true;
    dragged = true;
    hand.grid.setPointerCapture(event.pointerId);
    if (hand.each) {
      hand.each.classList.add("is-dragged");
    } else {
      hand.drawn = element("tb-drawn", hand.grid);
    }
  }
  const scroll = hand.grid.closest(".tb-scroll");
  const box = scroll.getBoundingClientRect();
  if (event.clientY > box.bottom - NEAR) {
    scroll.scrollBy(0, 12);
  } else if (event.clientY < box.top + NEAR) {
    scroll.scrollBy(0, -12);
  }
  follow(event);
});

function follow(event) {
  const { grid, section, doing, each, at } = hand;
  const now = spot(grid, event);
  const first = Number(grid.dataset.first);
  const columns = rooms();
  if (doing === "drag") {
    const tab = document.elementsFromPoint(event.clientX, event.clientY).find(under => under.matches?.("[data-tab]"));
    board.querySelectorAll("[data-tab]").forEach(other => other.classList.toggle("is-target", other === tab));
    hand.tab = tab?.dataset.tab;
    const length = hand.place.to - hand.place.from;
    const start = Math.max(0, snap(hand.place.from + now.minutes - at.minutes));
    hand.wish = { from: start, to: start + length, room: columns[now.column].id };
    put(each, start, start + length, now.column, columns.length, first);
  } else if (doing === "stretch") {
    hand.wish = { to: Math.max(hand.place.from + STEP, snap(now.minutes)) };
    each.style.height = `calc(${(hand.wish.to - hand.place.from) / STEP} * var(--tb-quarter) - 2px)`;
  } else {
    const end = Math.max(hand.place.from + STEP, snap(now.minutes));
    hand.wish = { from: hand.place.from, to: end };
    put(hand.drawn, hand.place.from, end, at.column, columns.length, first);
  }
  const label = `${clock(section, hand.wish.from ?? hand.place.from)}–${clock(section, hand.wish.to)}`;
  if (each) {
    each.querySelector(".tb-time").textContent = label;
  } else {
    hand.drawn.textContent = label;
  }
}

addEventListener("pointerup", () => {
  // The click that ends a drag comes before this; one of a key comes later and counts.
  setTimeout(() => {
    dragged = false;
  });
  if (!hand) {
    return;
  }
  const { doing, each, section, wish, tab, drawn, moved, place } = hand;
  release();
  if (!moved || !wish) {
    return;
  }
  if (doing === "draw") {
    drawn.remove();
    draw(section, wish.from, wish.to, place.room);
  } else if (tab && tab !== place.day) {
    const other = days().find(day => day.dataset.day === tab);
    const start = sameClock(section, place.from, other);
    change(each, { day: tab, from: start, to: start + place.to - place.from });
  } else {
    change(each, wish);
  }
});

function release() {
  hand?.each?.classList.remove("is-dragged");
  hand?.drawn?.remove();
  board.querySelectorAll("[data-tab]").forEach(tab => tab.classList.remove("is-target"));
  hand = null;
}

function giveUp() {
  if (hand) {
    const { each, place, section } = hand;
    release();
    if (each) {
      mark(place);
      lay(section);
    }
    tell("Left where it was");
  }
}

addEventListener("pointercancel", giveUp);

editor.addEventListener("dblclick", event => {
  const grid = event.target.closest(".tb-grid");
  if (grid && !event.target.closest("[data-session]")) {
    const at = spot(grid, event);
    const start = Math.floor(at.minutes / STEP) * STEP;
    if (at.inside) {
      draw(grid.closest("[data-day]"), start, start + 60, rooms()[at.column].id);
    }
  }
});

// ---- links, buttons and keys -----------------------------------------------------------------------------------------

editor.addEventListener("click", event => {
  if (dragged) {
    dragged = false;
    event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  const link = event.target.closest("a");
  if (link?.matches("[data-open], [data-add]")) {
    event.preventDefault();
    const bare = link.matches("[data-bar] [data-add]") && shown;
    open(bare ? `${link.href}?day=${shown}` : link.href);
  } else if (link?.matches("[data-tab]") && WIDE.matches) {
    event.preventDefault();
    show(link.dataset.tab);
    history.replaceState(null, "", link.hash);
  } else if (link?.matches("[data-goto]")) {
    const target = document.getElementById(link.hash.slice(1));
    if (target && WIDE.matches) {
      event.preventDefault();
      show(dayOf(target).dataset.day);
      target.scrollIntoView({ block: "nearest" });
      target.querySelector("[data-open]").focus({ preventScroll: true });
    }
  } else if (!link) {
    const each = event.target.closest(".tb-grid [data-session]");
    if (each) {
      open(each.querySelector("[data-open]").href);
    }
  }
});

editor.addEventListener("submit", event => {
  const form = event.target;
  if (form.matches("[data-travel]")) {
    event.preventDefault();
    travel(form.dataset.travel);
  } else if (form.matches("[data-cancel]")) {
    event.preventDefault();
    cancel(form.closest("[data-session]"));
  }
});

const moves = {
  ArrowUp: each => ({ from: from(each) - STEP, to: to(each) - STEP }),
  ArrowDown: each => ({ from: from(each) + STEP, to: to(each) + STEP }),
  ArrowLeft: each => ({ room: roomBeside(each, -1) }),
  ArrowRight: each => ({ room: roomBeside(each, 1) }),
};

function roomBeside(each, step) {
  const columns = rooms();
  const at = columns.findIndex(column => column.id === (each.dataset.room ?? ""));
  return columns[Math.min(columns.length - 1, Math.max(0, at + step))].id;
}

function dayBeside(each, step) {
  const all = days();
  const section = dayOf(each);
  const other = all[all.indexOf(section) + step];
  if (!other) {
    tell("There is no such day");
    return;
  }
  const start = sameClock(section, from(each), other);
  change(each, { day: other.dataset.day, from: start, to: start + to(each) - from(each) });
}

addEventListener("keydown", event => {
  if (event.key === "Escape" && hand) {
    giveUp();
    return;
  }
  if (dialog.open || event.target.closest?.("input, textarea, select, [contenteditable]")) {
    return;
  }
  const command = event.ctrlKey || event.metaKey;
  if (command && !event.altKey && event.key.toLowerCase() === "z") {
    event.preventDefault();
    travel(event.shiftKey ? "redo" : "undo");
    return;
  }
  if (command || !board.contains(event.target)) {
    return;
  }
  if (event.key === "?") {
    keys.open = !keys.open;
    keys.scrollIntoView({ block: "nearest" });
    event.preventDefault();
    return;
  }
  if (event.key.toLowerCase() === "n" && !event.altKey) {
    event.preventDefault();
    open(`${board.dataset.here}/sessions/new?day=${shown}`);
    return;
  }
  const each = event.target.closest("[data-open]")?.closest("[data-session]");
  if (!each) {
    return;
  }
  if (event.altKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    event.preventDefault();
    dayBeside(each, event.key === "ArrowLeft" ? -1 : 1);
  } else if (event.shiftKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    change(each, { to: to(each) + (event.key === "ArrowUp" ? -STEP : STEP) });
  } else if (moves[event.key] && !event.altKey && !event.shiftKey) {
    event.preventDefault();
    change(each, moves[event.key](each));
  } else if (event.key === "Delete") {
    event.preventDefault();
    if (!each.classList.contains("is-cancelled")) {
      cancel(each);
    }
  }
});

/** Between a list and a grid one does not come back by hand: the page's own list is asked for again. */
WIDE.addEventListener("change", () => {
  flush();
  queue(async () => {
    try {
      const response = await fetch(board.dataset.here, { headers: { Accept: "text/html" }, redirect: "manual" });
      const next = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-board]");
      if (next) {
        replace(next);
      }
    } catch {
      // What is there can still be worked with.
    }
  });
});

addEventListener("beforeunload", event => {
  if (pending) {
    flush();
    event.preventDefault();
  }
});

keys.hidden = false;
enhance();
