/**
 * Says in the room whether one is counted as present. Joining counts a moment after the room is open, so it is asked
 * a little later, and again from time to time and when one comes back to the page.
 */

import { fill } from "./zone.js";

const JOINED = 3_000;
const AGAIN = 60_000;

const place = document.querySelector("[data-attendance]");

async function ask() {
  if (document.hidden) {
    return;
  }
  try {
    const response = await fetch(place.dataset.attendance, { redirect: "manual" });
    if (!response.ok) {
      return;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const line = page.querySelector("[data-attendance-mine]");
    // Its form holds a token that differs each time; only what it says is news.
    if (words(line) !== words(place.firstElementChild) && !place.contains(document.activeElement)) {
      place.replaceChildren(...(line ? [document.importNode(line, true)] : []));
      fill(place);
    }
  } catch {
    // Asked again.
  }
}

function words(element) {
  return element?.textContent.replace(/\s+/g, " ") ?? "";
}

if (place) {
  setTimeout(ask, JOINED);
  setInterval(ask, AGAIN);
  document.addEventListener("visibilitychange", ask);
}
