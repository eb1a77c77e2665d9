/** Who is here: how many, and from where. Nobody is named. */

export class Presence {
  #element;

  constructor(element) {
    this.#element = element;
  }

  show({ people, organizations }) {
    for (const count of document.querySelectorAll("[data-presence-count]")) {
      count.textContent = people === 1 ? "1 here" : `${people} here`;
      count.hidden = false;
    }
    const rows = Object.entries(organizations).sort(([a, n], [b, m]) => m - n || a.localeCompare(b, "en"));
    const others = people - rows.reduce((sum, [, count]) => sum + count, 0);
    if (others > 0) {
      rows.push(["Staff and guests", others]);
    }
    this.#element.closest("[data-presence-section]").hidden = rows.length === 0;
    this.#element.replaceChildren(...rows.map(([name, count]) => row(name, count)));
  }
}

function row(name, count) {
  const item = document.getElementById("present-template").content.firstElementChild.cloneNode(true);
  item.querySelector("[data-name]").textContent = name;
  item.querySelector("[data-number]").textContent = count;
  return item;
}
