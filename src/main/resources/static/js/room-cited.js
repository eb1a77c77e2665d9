/**
 * Numbers of contributions in messages. The log, the same for all, holds the numbers alone; title and state are asked for
 * here, in this reader's rights, for all of the page at once, and again when the room says that they changed.
 */

/** What is said to a full room must not be asked for by everybody in the same instant. */
const SPREAD = 1_500;
const AT_ONCE = 100;

export class Citations {
  #ask;
  #views;
  #timer = 0;
  #missed = false;

  /**
   * @param {Map<string, ThreadView>} views the threads that are loaded
   * @param {(query: URLSearchParams) => Promise<{said?: {items: {number: string, html: string}[]}}>} ask
   */
  constructor(views, ask) {
    this.#views = views;
    this.#ask = ask;
  }

  onEvents(events) {
    const cited = this.#numbers().map(number => number.toUpperCase());
    if (events.some(event => event.data?.html?.includes("data-cites") || concerns(event, cited))) {
      this.#timer ||= setTimeout(() => this.#look(), Math.random() * SPREAD);
    }
  }

  /** The network is back. */
  live() {
    if (this.#missed) {
      this.#look();
    }
  }

  #numbers() {
    const found = [...this.#views.values()].flatMap(view => view.cited);
    return [...new Set(found)];
  }

  async #look() {
    this.#timer = 0;
    this.#missed = false;
    const numbers = this.#numbers();
    for (let from = 0; from < numbers.length; from += AT_ONCE) {
      const asked = numbers.slice(from, from + AT_ONCE);
      const { said } = await this.#ask(new URLSearchParams(asked.map(number => ["number", number])));
      if (said) {
        const known = new Map(asked.map(number => [number, null]));
        said.items.forEach(({ number, html }) => known.set(number, html));
        this.#views.forEach(view => view.cite(known));
      } else {
        this.#missed = true;
      }
    }
  }
}

/** Whether title or state of a number on the page may have changed. */
function concerns({ type, data }, cited) {
  if (!type.startsWith("contribution.") && type !== "agenda.allocated") {
    return false;
  }
  const named = [data, ...(data.contributions ?? [])].map(({ number }) => number?.toUpperCase()).filter(Boolean);
  return data.count > named.length ? cited.length > 0 : cited.some(one => named.some(number => one.startsWith(number)));
}
