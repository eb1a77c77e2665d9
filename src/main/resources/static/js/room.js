/**
 * The room: threads on the left, the talk in the middle, who is here on the right.
 *
 * The page is rendered at a seq and this script carries it on from there: what the log brings goes to the threads in
 * the log's order, what this person writes goes through the outbox. Threads that were open once stay loaded and go on
 * receiving, so that going back to one neither waits nor loses the place.
 */

import { watch } from "./live.js";
import { Outbox } from "./outbox.js";
import { Posting } from "./posting.js";
import { MessageActs } from "./room-acts.js";
import { CatchingUp } from "./room-catch-up.js";
import { Citations } from "./room-cited.js";
import { Composer } from "./room-composer.js";
import { SpeakerQueue } from "./room-floor.js";
import { Following } from "./room-follow.js";
import { KeptEvents, keepForOffline, refused } from "./room-kept.js";
import { listenToKeys } from "./room-keys.js";
import { fetchPage, lineNode, messageNode, ThreadView } from "./room-messages.js";
import { Naming } from "./room-naming.js";
import { Pending } from "./room-pending.js";
import { Presence } from "./room-presence.js";
import { Reactions } from "./room-reactions.js";
import { Reading } from "./room-reading.js";
import { showRules } from "./room-rules.js";
import { StatusLine } from "./room-status.js";
import { ThreadList } from "./room-threads.js";
import { Typing } from "./room-typing.js";
import { inWords } from "./room-words.js";

const UNDO = 10_000;
const SIGN_IN = { href: location.href, words: "Sign in again" };
const SIGNED_OUT = "You are signed out. What you write is kept.";

const main = document.querySelector("main[data-room]");
const { room, person, zone, meeting, meetingThread } = main.dataset;
const me = { name: main.dataset.name, organization: main.dataset.organization ?? null };
const address = location.pathname;
const slot = document.querySelector("[data-thread-slot]");

const posting = new Posting(address, person);
const kept = new KeptEvents(person, room);
const status = new StatusLine(document.querySelector("[data-connection]"));
const presence = new Presence(document.querySelector("[data-presence]"));
const typing = new Typing(document.querySelector("[data-typing]"), isMine);
const queue = new SpeakerQueue(document.querySelector("[data-queue]"), room, person, zone, (method, url, body) =>
  posting.act(method, url, body),
);
const list = new ThreadList(document.querySelector("[data-threads]"), choose);
const reading = new Reading(
  (thread, seq) => posting.tell(`${address}/readings`, { thread, seq }),
  () => (looking() ? current : null),
);

// --- threads -----------------------------------------------------------------------------------------------------------

const views = new Map();
/** What the log brings for a thread between asking for it and having it, and what happens to messages meanwhile. */
const loading = new Map();
const citations = new Citations(views, query => posting.ask("GET", `/api/v1/rooms/${room}/citations?${query}`));
let current = adopt(slot.querySelector("[data-thread]"));

function adopt(element) {
  const view = new ThreadView(element, zone, isMine);
  view.onSeen(seen);
  views.set(view.id, view);
  return view;
}

/** The log is the same for all and says nobody's identifier; name and organisation are what a reader goes by, too. */
function isMine(by) {
  return by.name === me.name && by.organization === me.organization;
}

function looking() {
  return !document.hidden && slot.checkVisibility();
}

/** Shows a thread without loading the page; its address is one that could be loaded. */
async function choose(thread) {
  const link = list.addressOf(thread) ?? `${address}?thread=${thread}`;
  if (!(await show(thread, link))) {
    return;
  }
  if (slot.checkVisibility()) {
    history.pushState(null, "", link);
  } else {
    // A phone shows the pane that the address's fragment names, and only a navigation changes that, not the history. The
    // address is right before it, because the navigation comes back as a popstate.
    history.replaceState(null, "", link);
    location.replace(`${link}#room-thread`);
  }
  markTabs();
  current.attached();
  current.focus();
}

/** @returns whether the thread is the one that is shown now */
async function show(thread, link) {
  if (thread === current.id) {
    return true;
  }
  const view = views.get(thread) ?? (await load(thread, link));
  if (!view) {
    if (navigator.onLine) {
      location.assign(link);
    } else {
      status.note("This thread was not opened before the network went; it opens when you are back.");
    }
    return false;
  }
  current.leaving();
  reading.left(current);
  current = view;
  slot.replaceChildren(view.element);
  list.current(view.id);
  composer?.open(view.id, view.title);
  typing.in(view.id);
  openOrClosed();
  pending.in(view);
  document.title = view.element.dataset.pageTitle;
  return true;
}

function openOrClosed() {
  composer?.close(current.closed);
  if (current.closed) {
    typing.mine(current.id, false);
  }
}

async function load(thread, link) {
  loading.set(thread, { arrived: [], changes: [], endings: [] });
  const page = await fetchPage(link);
  const element = page?.querySelector(`[data-thread="${CSS.escape(thread)}"]`);
  const meanwhile = loading.get(thread);
  loading.delete(thread);
  if (!element || !meanwhile) {
    return null;
  }
  const { arrived, changes, endings } = meanwhile;
  const view = adopt(document.importNode(element, true));
  for (const event of await since(page)) {
    if (isChange(event)) {
      changes.push(event);
    } else if (isEnding(event)) {
      endings.push(event);
    } else if (event.type === "message.posted" && event.data.thread === thread) {
      arrived.push(event);
    }
  }
  view.add(arrived.sort((a, b) => a.seq - b.seq).map(node), true);
  changes.sort((a, b) => a.seq - b.seq).forEach(change => view.change(change));
  const ending = endings.findLast(({ data }) => data.thread === thread);
  if (ending) {
    view.close(ending.type === "thread.closed");
  }
  return view;
}

/** What had arrived after a page that comes from the browser's own store, because the network is away. */
async function since(page) {
  const { kept: fromStore, seq } = page.querySelector("main[data-room]")?.dataset ?? {};
  return fromStore ? kept.after(Number(seq)) : [];
}

function seen(view) {
  if (view === current && looking()) {
    list.read(view.id);
    countUnread();
    reading.seen();
  }
}

function countUnread() {
  const unread = list.unread;
  const sum = document.querySelector("[data-unread-sum]");
  sum.hidden = unread === 0;
  sum.querySelector("[data-number]").textContent = unread > 99 ? "99+" : unread;
}

function markTabs() {
  const pane = ["#room-agenda", "#room-floor"].includes(location.hash) ? location.hash : "#room-thread";
  for (const tab of document.querySelectorAll(".room-tabs a")) {
    if (tab.hash === pane) {
      tab.setAttribute("aria-current", "true");
    } else {
      tab.removeAttribute("aria-current");
    }
  }
}

addEventListener("popstate", async () => {
  const thread = new URL(location.href).searchParams.get("thread") ?? meetingThread;
  if (thread !== current.id && (await show(thread, location.href))) {
    current.attached();
  }
  markTabs();
});

addEventListener("hashchange", () => {
  markTabs();
  if (looking()) {
    current.look();
  }
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    reading.left(current);
  } else if (looking()) {
    current.look();
  }
});

// --- what the log brings -----------------------------------------------------------------------------------------------

function node(event) {
  const element =
    event.type === "message.posted"
      ? messageNode({ ...event, ...event.data }, zone)
      : lineNode(event, inWords(event, meeting), zone);
  return { node: element, mine: isMine(event.by) };
}

/** Something that happened to a message, beside its being posted. */
function isChange({ type }) {
  return type.startsWith("message.") && type !== "message.posted";
}

/** A discussion was closed, or goes on. */
function isEnding({ type }) {
  return type === "thread.closed" || type === "thread.reopened";
}

function onEvents(events) {
  queue.onEvents(events);
  showRules(events);
  following.onEvents(events);
  const endings = events.filter(isEnding);
  for (const { type, data } of endings) {
    views.get(data.thread)?.close(type === "thread.closed");
    if (data.thread === current.id) {
      openOrClosed();
    }
  }
  loading.forEach(one => one.endings.push(...endings));
  for (const event of events.filter(isChange)) {
    for (const view of views.values()) {
      view.change(event);
    }
    loading.forEach(({ changes }) => changes.push(event));
    acts.happened(event);
  }
  const known = events.filter(event => event.type === "message.posted" || inWords(event, meeting));
  const messages = known.filter(event => event.type === "message.posted");
  const byThread = Map.groupBy(known, event => (event.type === "message.posted" ? event.data.thread : meetingThread));

  messages.filter(event => isMine(event.by)).forEach(event => pending.arrived(event));
  messages.forEach(({ data, by }) => typing.arrived(data.thread, by));
  for (const [thread, arrived] of byThread) {
    const before = thread === current.id && looking();
    const unread = arrived.filter(event => event.type === "message.posted" && !isMine(event.by)).length;
    if (!(before && current.atEnd)) {
      list.bump(thread, unread);
    }
    loading.get(thread)?.arrived.push(...arrived);
    views.get(thread)?.add(arrived.map(node), before);
  }
  pending.show();
  citations.onEvents(events);
  countUnread();
  status.received(messages.length);
  catchingUp.onEvents(events, messages.filter(event => !isMine(event.by)).length);
  announce(known.findLast(event => event.type === "agenda.published"));
  const lists = known.some(event => !/^(message\.|agenda\.item-|queue\.|room\.)/.test(event.type));
  if (lists || [...byThread.keys()].some(thread => !list.has(thread))) {
    list.refresh(`${address}/threads?thread=${current.id}`, () => current.id).then(countUnread);
  }
}

/** The view goes along with the room where the reader wishes it; otherwise it only says where the room is. */
const following = new Following(document.querySelector("[data-follow]"), meeting, {
  thread: item => list.ofItem(item),
  shown: () => current.id,
  busy: () => !current.atEnd || composer?.begun,
  go: choose,
  mark: item => list.now(item),
});
const catchingUp = new CatchingUp(Number(main.dataset.seq));

document.querySelector("[data-threads]").addEventListener("click", event => {
  if (event.target.closest("[data-jump] a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    following.jump();
  }
});

/** An agenda that was published concerns everybody, whatever thread they are in. */
function announce(published) {
  if (published) {
    const notice = document.querySelector("[data-notice]");
    const { words, href } = inWords(published, meeting);
    notice.querySelector("a").textContent = words;
    notice.querySelector("a").href = href;
    notice.hidden = false;
  }
}

document.querySelector("[data-notice] button").addEventListener("click", event => {
  event.currentTarget.closest("[data-notice]").hidden = true;
  current.focus();
});

// --- what this person writes -------------------------------------------------------------------------------------------

const outbox = new Outbox(person, room, async ({ thread, text, quotes, recorded, intent }) => {
  const body = { thread, text, quotes: quotes?.seq, recorded };
  const answer = await posting.attempt(`/api/v1/rooms/${room}/messages`, body, intent);
  if (answer.did) {
    status.note(answer.did);
  }
  return answer;
});
const form = document.querySelector("form[data-composer]");
const composer =
  form &&
  new Composer(
    form,
    person,
    (thread, text, beside) => {
      outbox.add(thread, text, beside);
      if (current.past) {
        current.showNews();
      } else {
        current.toEnd();
      }
    },
    text => posting.ask("POST", `/api/v1/rooms/${room}/previews`, { text }),
    offerUndo,
  );
const naming =
  form &&
  new Naming(document.getElementById("nameable"), typed =>
    posting.ask("GET", `/api/v1/rooms/${room}/nameable?${new URLSearchParams({ q: typed })}`),
  );
naming?.attach(form.elements.namedItem("text"));
const reactions =
  form &&
  new Reactions(
    document.getElementById("react"),
    document.getElementById("reaction-picker"),
    (on, seq, reaction) =>
      posting.ask(on ? "PUT" : "DELETE", `/api/v1/rooms/${room}/messages/${seq}/reactions/${reaction}`),
  );
for (const changed of ["input", "submit"]) {
  form?.addEventListener(changed, () => typing.mine(current.id, composer.begun));
}
const pending = new Pending(outbox, views, me, zone, {
  edit: (text, beside) => composer?.putBack(text, beside),
  discarded: offerUndo,
});

outbox.onChange(() => {
  status.fix("signed-out", outbox.signedOut ? SIGNED_OUT : null, SIGN_IN);
  status.fix("keeps-nothing", outbox.stores ? null : "This browser keeps nothing: stay on the page until it is sent.");
});

/** @param {() => void} done called when it is too late for taking it back */
function offerUndo(undo, words = "Message discarded", done = () => {}) {
  const toast = document.getElementById("undo-template").content.firstElementChild.cloneNode(true);
  toast.querySelector("span").textContent = words;
  const button = toast.querySelector("button");
  let undone = false;
  button.addEventListener("click", () => {
    undone = true;
    toast.remove();
    undo();
    if (document.activeElement === document.body) {
      composer?.focus();
    }
  });
  document.querySelector("[data-toasts]").replaceChildren(toast);
  button.focus();
  const end = () => {
    if (toast.matches(":hover, :focus-within")) {
      setTimeout(end, UNDO / 10);
    } else if (!undone) {
      toast.remove();
      done();
    }
  };
  setTimeout(end, UNDO);
}

const acts = new MessageActs(slot, {
  room,
  address,
  person,
  posting,
  tell: words => status.note(words),
  undo: offerUndo,
  reply: quoted => inPane("#room-thread", () => composer?.quote(quoted)),
  editing: field => naming?.attach(field),
  at: thread => views.get(thread)?.element,
});

/** What one does with a message by writing stands on it when somebody points at it or comes to it by keys. */
function offerTools(message) {
  const tools = message?.querySelector("[data-tools]");
  if (form && tools && !tools.querySelector("[data-react]") && !message.matches(".is-withheld")) {
    tools.prepend(document.getElementById("writing-tools-template").content.cloneNode(true));
  }
}

for (const pointed of ["pointerover", "focusin"]) {
  slot.addEventListener(pointed, event => offerTools(event.target.closest?.(".message[data-seq]")));
}

slot.addEventListener("click", event => {
  const button = event.target.closest("[data-react]");
  if (button) {
    reactions.offer(button.closest(".message"), button);
  }
});

/** The message one has come to by keys. */
function atMessage(act) {
  const message = document.activeElement?.closest(".message[data-seq]:not(.is-withheld)");
  if (message && form) {
    offerTools(message);
    act(message);
  }
}

// --- keys --------------------------------------------------------------------------------------------------------------

function inPane(pane, act) {
  if (!document.querySelector(pane).checkVisibility()) {
    location.hash = pane;
  }
  act();
}

listenToKeys(
  {
    c: () => inPane("#room-thread", () => composer?.focus()),
    j: () => current.step(1),
    k: () => current.step(-1),
    e: () => current.toEnd(),
    m: () => acts.menu(document.activeElement),
    i: () => acts.edit(document.activeElement),
    l: () => acts.link(document.activeElement),
    q: () => acts.quote(document.activeElement),
    r: () => atMessage(message => reactions.offer(message, message.querySelector("[data-react]"))),
    n: () => following.jump(),
    f: () => following.toggle(),
    t: () => inPane("#room-agenda", () => list.focus()),
  },
  document.querySelector("[data-keys]"),
);

// A link to a message that this page does not hold leads to the page that does.
document.querySelector(".room-panes").addEventListener("click", event => {
  const link = event.target.closest('a[href^="#m"]');
  if (link && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    const seq = Number(link.hash.slice(2));
    if (seq > 0 && !current.has(seq)) {
      event.preventDefault();
      location.assign(`${address}?message=${seq}#m${seq}`);
    }
  }
});

document.addEventListener("keydown", event => {
  if (event.key === "Escape" && composer?.focused) {
    current.focus();
  }
});

if (/Mac|iPhone|iPad/.test(navigator.platform)) {
  document.querySelectorAll("[data-modifier]").forEach(key => (key.textContent = "⌘"));
}

// --- on from the page's seq --------------------------------------------------------------------------------------------

document.querySelectorAll("[data-script-only]").forEach(element => (element.hidden = false));
list.current(current.id);
composer?.open(current.id, current.title);
openOrClosed();
typing.in(current.id);
const opened = new URL(location.href);
if (opened.searchParams.has("quotes")) {
  // Quoted once: the page loaded again is not to quote it again.
  opened.searchParams.delete("quotes");
  history.replaceState(null, "", opened);
}
current.attached();
pending.in(current);
markTabs();
outbox.hurry();
if (location.search === "") {
  following.begin();
}

const missed = await since(document);
if (missed.length > 0) {
  onEvents(missed);
}
const watching = watch(room, missed.at(-1)?.seq ?? Number(main.dataset.seq), {
  onEvents: events => {
    onEvents(events);
    kept.keep(events);
  },
  onPresence: present => presence.show(present),
  onWriting: writing => typing.show(writing),
  onStatus: state => {
    status.connection(state);
    if (state !== "live") {
      typing.show([]);
    }
    if (state === "live") {
      outbox.hurry();
      citations.live();
    }
  },
  onError: problem => {
    if (problem.status === 401) {
      status.fix("socket", SIGNED_OUT, SIGN_IN);
      refused();
    } else if (problem.status === 403 || problem.status === 404) {
      status.fix("socket", "This room is no longer open to you.");
    }
  },
});

typing.tellBy(thread => watching.writes(thread));

keepForOffline();
