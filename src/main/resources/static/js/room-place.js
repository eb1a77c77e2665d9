/** Where something that pops up stands: beside what it belongs to, and whole in the window. */

const GAP = 4;

/**
 * @param {HTMLElement} popup that is shown already
 * @param {DOMRect} from of what it belongs to
 * @param {{above: boolean, end: boolean}} wish above it or below, and whose edge it shares; where there is room
 */
export function place(popup, from, { above, end }) {
  const { width, height } = popup.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const over = from.top - height - GAP;
  const under = from.bottom + GAP;
  const fits = above ? over >= GAP : under + height <= clientHeight;
  const top = above === fits ? over : under;
  popup.style.top = `${within(top, clientHeight - height)}px`;
  popup.style.left = `${within(end ? from.right - width : from.left, clientWidth - width)}px`;
}

function within(at, most) {
  return Math.max(GAP, Math.min(most - GAP, at));
}
