/**
 * Single keys for those who live in the room. They can be switched off, because a speech recogniser or a slipped hand
 * types letters too (WCAG 2.1.4).
 */

const SWITCH = "rostrum.keys";

/**
 * @param {Record<string, () => void>} actions by event.key
 * @param {HTMLInputElement} toggle
 */
export function listenToKeys(actions, toggle) {
  toggle.checked = localStorage.getItem(SWITCH) !== "off";
  toggle.addEventListener("change", () => localStorage.setItem(SWITCH, toggle.checked ? "on" : "off"));
  document.addEventListener("keydown", event => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (!toggle.checked || typing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
      return;
    }
    const action = actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
}
