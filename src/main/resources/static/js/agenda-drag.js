/**
 * Takes an item by its handle to another place: up and down with the hand, and left and right one level out or in. Where
 * it would land is shown as a line with the number it would have; Escape lets go of it.
 */

import * as outline from "./agenda-outline.js";

const BEGUN = 4;
const LEVEL = 24;
const EDGE = 72;

/**
 * @param list the rows' element
 * @param rows gives the outline as it is now
 * @param chosen called when a hand takes hold of a row
 * @param drop called with the row's index, the gap and the level
 */
export function draggable(list, { rows, chosen, drop }) {
  const line = document.createElement("div");
  line.className = "outline-drop";
  line.ariaHidden = "true";
  let hand = null;

  list.addEventListener("pointerdown", event => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button !== 0) {
      return;
    }
    event.preventDefault();
    const row = grip.closest("[data-row]");
    chosen(row);
    grip.setPointerCapture(event.pointerId);
    hand = { grip, row, x: event.clientX, y: event.clientY, at: event.clientY, begun: false, place: null, outline: null, frame: 0 };
  });

  list.addEventListener("pointermove", event => {
    if (!hand || (!hand.begun && Math.hypot(event.clientX - hand.x, event.clientY - hand.y) < BEGUN)) {
      return;
    }
    if (!hand.begun) {
      begin();
    }
    hand.at = event.clientY;
    hand.to = event.clientX;
    show();
  });

  list.addEventListener("pointerup", () => {
    const place = hand?.begun ? hand.place : null;
    const index = hand?.index;
    finish();
    if (place) {
      drop(index, place.gap, place.depth);
    }
  });

  list.addEventListener("pointercancel", finish);
  list.addEventListener("lostpointercapture", finish);

  addEventListener("keydown", event => {
    if (hand?.begun && event.key === "Escape") {
      event.preventDefault();
      event.stopImmediatePropagation();
      finish();
    }
  }, { capture: true });

  function begin() {
    hand.begun = true;
    hand.outline = rows();
    hand.index = [...list.children].indexOf(hand.row);
    hand.end = outline.end(hand.outline, hand.index);
    [...list.children].slice(hand.index, hand.end).forEach(row => row.classList.add("is-dragged"));
    list.parentElement.append(line);
    hand.frame = requestAnimationFrame(scroll);
  }

  /** Near the window's edge the page goes on by itself. */
  function scroll() {
    if (!hand) {
      return;
    }
    const beyond = hand.at < EDGE ? hand.at - EDGE : hand.at > innerHeight - EDGE ? hand.at - innerHeight + EDGE : 0;
    if (beyond !== 0) {
      scrollBy({ top: beyond / 4, behavior: "instant" });
      show();
    }
    hand.frame = requestAnimationFrame(scroll);
  }

  function show() {
    const gap = gapAt(hand.at);
    const allowed = outline.levels(hand.outline, hand.index, gap);
    line.hidden = !allowed;
    hand.place = null;
    if (!allowed) {
      return;
    }
    const wished = hand.outline[hand.index].depth + Math.round((hand.to - hand.x) / LEVEL);
    const depth = Math.min(Math.max(wished, allowed[0]), allowed[1]);
    hand.place = { gap, depth };
    const after = outline.drop(hand.outline, hand.index, gap, depth);
    const { key } = hand.outline[hand.index];
    line.dataset.depth = depth;
    line.textContent = outline.numbers(after)[after.findIndex(row => row.key === key)];
    const next = list.children[gap];
    const edge = next ? next.getBoundingClientRect().top : list.lastElementChild.getBoundingClientRect().bottom;
    line.style.setProperty("--at", `${edge - list.parentElement.getBoundingClientRect().top}px`);
  }

  function gapAt(y) {
    const all = [...list.children];
    const gap = all.findIndex(row => {
      const { top, height } = row.getBoundingClientRect();
      return y < top + height / 2;
    });
    return gap < 0 ? all.length : gap;
  }

  function finish() {
    if (!hand) {
      return;
    }
    cancelAnimationFrame(hand.frame);
    hand = null;
    line.remove();
    list.querySelectorAll(".is-dragged").forEach(row => row.classList.remove("is-dragged"));
  }
}
