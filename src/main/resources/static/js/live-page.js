/**
 * For a meeting's pages other than the room: tells of what was published while the page is open.
 *
 * A page that shows something live says where it stands and what of it may be exchanged:
 *
 *     <div data-room="…" data-seq="…" data-live="agenda"> … <div data-live-region="agenda"> … </div> </div>
 *
 * `data-live="agenda"` marks the agenda's own page: nobody types there, so a newly published version takes its place at
 * once. Everywhere else a notice offers it, and the page changes when the reader says so. The scroll position, the focus
 * and everything outside the regions stay as they are.
 *
 * `data-live="version"` marks a page that shows a certain version and stays as it is: a notice leads to the newer one and
 * to what changed, and `data-in-force` says no longer that this one is in force. Both kinds say which version they show,
 * with `data-version`.
 *
 * `data-live="cockpit"` marks what waits for an officer, over all their rooms or in one: it is read again when they come
 * back to the page, for what they did elsewhere settles its lines.
 */

import { watch } from "./live.js";
import { inWords } from "./room-words.js";

const FADE = 4_000;
/** Not everybody in the room asks for the new page at the same instant. */
const SPREAD = 1_000;

const place = document.querySelector("[data-room][data-seq]");
const meeting = location.pathname.match(/^\/meetings\/([^/]+)/)?.[1] ?? "";
let news = [];
let notice = null;

function onEvents(events) {
  const { live } = place.dataset;
  const heard = events.filter(event => inWords(event, meeting)).filter(concernsThisPage);
  const known = live === "agenda" ? heard.filter(event => !isItsDocument(event)) : heard;
  if (known.length < heard.length) {
    // Where it can be had is part of the page; the notice of the publication stays.
    setTimeout(() => refresh(null), Math.random() * SPREAD);
  }
  news = [...news, ...known];
  const published = events.findLast(event => event.type === "agenda.published");
  // Nothing is said where only the officers read something else.
  const said = published && inWords(published, meeting);
  if (live === "version") {
    if (said) {
      outdate(published.data.version);
      tell(`${said.words}.`, [{ act: "Read it", href: said.href }, ...whatChanged(published)]);
    }
  } else if (live === "agenda" && published) {
    const changes = whatChanged(published);
    setTimeout(() => refresh(said?.words ?? null, changes), Math.random() * SPREAD);
  } else if (known.length > 0) {
    tell(words(news.findLast(event => event.type === "agenda.published")), show);
  }
}

/** What was published is filed by the portal as a numbered document a moment later, which is no news beside it. */
function isItsDocument({ data }) {
  return data.type === "AGD";
}

/** What the page shows stays, but no longer what it says of itself. */
function outdate(latest) {
  for (const badge of document.querySelectorAll("[data-in-force]")) {
    badge.className = "badge badge-warn";
    badge.textContent = `Version ${latest} is in force now`;
  }
}

/** From what the reader has before them to what was published. */
function whatChanged({ data }) {
  const { version } = place.dataset;
  return Number(version) > 0 && Number(version) < data.version
    ? [{ act: "What changed", href: `/meetings/${meeting}/agenda/versions/${version}/changes/${data.version}` }]
    : [];
}

/**
 * A contribution's own page says which it is, with data-contribution, and hears of nothing else. What is discussed now is
 * shown by agenda-now.js where it is shown.
 */
function concernsThisPage(event) {
  if (event.type.startsWith("agenda.item-")) {
    return false;
  }
  const { contribution } = place.dataset;
  return contribution === undefined
    || event.data.id === contribution
    || event.data.contributions?.some(each => each.id === contribution) === true;
}

/** The newest in words, and how much there is beside it. */
function words(agenda) {
  const first = inWords(agenda ?? news.at(-1), meeting).words;
  const others = news.length - 1;
  return others === 0 ? first : `${first}, and ${others} more ${others === 1 ? "change" : "changes"}`;
}

/**
 * @param {string | null} said what the notice says afterwards; null for no notice
 * @param {{act: string, href: string}[]} links that it offers
 */
async function refresh(said, links = []) {
  const upTo = news.length;
  let page;
  try {
    const response = await fetch(location.href, { redirect: "manual" });
    page = response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  } catch {
    page = null;
  }
  if (page === null) {
    if (said) {
      tell(said, show);
    }
    return;
  }
  const version = page.querySelector("[data-room][data-seq]")?.dataset.version;
  if (version) {
    place.dataset.version = version;
  }
  for (const region of document.querySelectorAll("[data-live-region]")) {
    const fresh = page.querySelector(`[data-live-region="${CSS.escape(region.dataset.liveRegion)}"]`);
    // Nothing is lit up where somebody only came back to what they had seen.
    if (fresh && !typingIn(region) && (said || fresh.textContent !== region.textContent)) {
      exchange(region, document.importNode(fresh, true));
    }
  }
  news = news.slice(upTo);
  if (news.length === 0 && said) {
    tell(said, links);
  }
}

/** Also what was typed there before the reader went elsewhere: nobody loses a word. */
function typingIn(region) {
  const focused = document.activeElement;
  return (
    (region.contains(focused) && focused.matches("input, textarea, select, [contenteditable]"))
    || [...region.querySelectorAll("textarea, input:not([type])")].some(field => field.value !== field.defaultValue)
  );
}

/** Keeps the focus on the same link or button, where it is still there, and what the reader looks at where it is. */
function exchange(region, fresh) {
  const focused = region.contains(document.activeElement) ? document.activeElement : null;
  const anchor = [...region.querySelectorAll("[id]")].find(element => element.getBoundingClientRect().bottom > 0);
  const before = anchor?.getBoundingClientRect().top ?? 0;
  region.replaceChildren(...fresh.childNodes);
  const same = anchor ? document.getElementById(anchor.id) : null;
  if (same && before < 0) {
    scrollBy({ top: same.getBoundingClientRect().top - before, behavior: "instant" });
  }
  const again = focused && region.querySelector(selectorOf(focused));
  again?.focus({ preventScroll: true });
  region.classList.remove("is-fresh");
  // Reading a size in between makes the animation begin again.
  void region.offsetWidth;
  region.classList.add("is-fresh");
  setTimeout(() => region.classList.remove("is-fresh"), FADE);
}

function selectorOf(element) {
  if (element.id) {
    return `#${CSS.escape(element.id)}`;
  }
  const href = element.getAttribute("href");
  return href ? `${element.localName}[href="${CSS.escape(href)}"]` : element.localName;
}

/** @param {{act: string, href: string}[] | typeof show} links where they lead, or that this page is to be read again */
function tell(said, links) {
  if (!notice) {
    notice = document.createElement("div");
    notice.className = "toast";
    const toasts = document.createElement("div");
    toasts.className = "toasts";
    toasts.setAttribute("role", "status");
    toasts.append(notice);
    document.body.append(toasts);
  }
  notice.replaceChildren(said, ...(links === show ? [show(said)] : links.map(link)), close());
  notice.hidden = false;
}

function link({ act, href }) {
  const element = document.createElement("a");
  element.href = href;
  element.textContent = act;
  return element;
}

function show(said) {
  const element = link({ act: "Show", href: location.href });
  element.addEventListener("click", event => {
    event.preventDefault();
    element.ariaBusy = "true";
    refresh(said);
  });
  return element;
}

function close() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet button-icon button-small";
  button.innerHTML = '<span class="icon icon-x-lg" aria-hidden="true"></span><span class="visually-hidden">Close</span>';
  button.addEventListener("click", () => (notice.hidden = true));
  return button;
}

if (document.querySelector('[data-live="cockpit"]')) {
  document.addEventListener("visibilitychange", () => document.hidden || refresh(null));
  addEventListener("pageshow", event => event.persisted && refresh(null));
}

if (place) {
  watch(place.dataset.room, Number(place.dataset.seq), { onEvents, onPresence() {}, onStatus() {} });
}
