/**
 * What was missed, over the room instead of on a page of its own. The link leads to the page without this script.
 *
 * It is offered where much was new when the page was made, and to whoever comes back to an open page after a while.
 */

import { fetchPage } from "./room-messages.js";

const dialog = document.querySelector("[data-summary-dialog]");

document.addEventListener("click", async event => {
  const link = event.target.closest("[data-catch-up]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
    return;
  }
  event.preventDefault();
  const page = await fetchPage(link.href);
  const summary = page?.querySelector("[data-summary]");
  if (!summary) {
    location.assign(link.href);
    return;
  }
  dialog.replaceChildren(document.importNode(summary, true));
  dialog.querySelector("[data-summary-close]").hidden = false;
  dialog.showModal();
});

dialog.addEventListener("click", event => {
  // The dialog itself is only hit beside its content.
  if (event.target === dialog || event.target.closest("[data-summary-close]")) {
    dialog.close();
  }
});

dialog.addEventListener("close", () => document.querySelector("[data-missed]")?.remove());
