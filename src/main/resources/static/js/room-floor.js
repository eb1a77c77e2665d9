/**
 * The speaker queue: carried on by the room's events, so that it costs the server nothing however many look at it. The
 * page's forms work without this script; with it they answer in place.
 */

/** In the order in which they speak. The same in EntryKind.java. */
const KINDS = ["POINT_OF_ORDER", "QUESTION", "REPLY", "NEW_TOPIC"];

export class SpeakerQueue {
  #section;
  #list;
  #room;
  #person;
  #zone;
  #send;

  /**
   * @param {HTMLElement | null} section
   * @param {string} person who reads
   * @param {(method: string, url: string, body: object | null) => Promise<Response | null>} send null where the portal
   *     could not be reached
   */
  constructor(section, room, person, zone, send) {
    this.#section = section;
    this.#list = section?.querySelector("[data-queue-list]");
    this.#room = room;
    this.#person = person;
    this.#zone = zone;
    this.#send = send;
    section?.addEventListener("submit", event => {
      event.preventDefault();
      this.#act(event.target);
    });
    this.#count();
  }

  onEvents(events) {
    const concerning = this.#section ? events.filter(event => event.type.startsWith("queue.")) : [];
    if (concerning.length === 0) {
      return;
    }
    const focused = this.#list.contains(document.activeElement) ? document.activeElement : null;
    concerning.forEach(event => this.#happened(event));
    this.#show();
    if (focused && document.activeElement !== focused) {
      if (focused.isConnected && focused.checkVisibility()) {
        focused.focus({ preventScroll: true });
      } else {
        this.#section.querySelector("#queue-title").focus({ preventScroll: true });
      }
    }
  }

  #happened({ type, at, data }) {
    switch (type) {
      case "queue.joined":
      case "queue.deferred":
        this.#put(data);
        break;
      case "queue.called":
        this.#list.querySelectorAll(".is-speaking").forEach(entry => entry.remove());
        this.#speaks(this.#put(data), at);
        this.#section.dataset.last = data.entry;
        break;
      case "queue.left":
      case "queue.done":
        this.#find(data.entry)?.remove();
        break;
      case "queue.closed":
      case "queue.reopened":
        this.#section.dataset.closed = type === "queue.closed";
        break;
      default:
    }
  }

  #find(entry) {
    return this.#list.querySelector(`[data-entry="${CSS.escape(entry)}"]`);
  }

  /** An entry at its place, new or known. */
  #put({ entry, person, name, organization, kind, topic, place }) {
    const element = this.#find(entry) ?? this.#fresh(entry, person, kind);
    element.dataset.place = place;
    element.querySelector("[data-name]").textContent = name;
    element.querySelector("[data-organization]").textContent = organization ?? "";
    element.querySelector("[data-topic]").textContent = topic;
    const own = person === this.#person;
    for (const [where, words] of [
      ["[data-to]", ` to ${name}`],
      ["[data-leave]", own ? "Leave" : "Take off"],
      ["[data-of]", own ? "" : ` ${name}`],
    ]) {
      const label = element.querySelector(where);
      if (label) {
        label.textContent = words;
      }
    }
    if (!element.classList.contains("is-speaking")) {
      const next = this.#waiting().find(other => other !== element && comesBefore(element, other)) ?? null;
      if (element.nextElementSibling !== next || !element.isConnected) {
        this.#list.insertBefore(element, next);
      }
    }
    return element;
  }

  #fresh(entry, person, kind) {
    const element = this.#section.querySelector("[data-queue-template]").content.firstElementChild.cloneNode(true);
    Object.assign(element.dataset, { entry, person, kind });
    const own = person === this.#person;
    const runs = this.#section.dataset.runs === "true";
    element.classList.toggle("is-mine", own);
    element.querySelectorAll("[data-own]").forEach(form => own || form.remove());
    element.querySelectorAll("[data-own-or-chair]").forEach(form => own || runs || form.remove());
    element.querySelectorAll('input[name="entry"]').forEach(field => (field.value = entry));
    const badge = this.#section
      .querySelector("[data-queue-kinds]")
      .content.querySelector(`[data-kind="${CSS.escape(kind)}"]`);
    if (badge) {
      element.querySelector("[data-kind-slot]").replaceChildren(badge.cloneNode(true));
    }
    return element;
  }

  #speaks(element, at) {
    element.classList.add("is-speaking");
    this.#list.prepend(element);
    for (const form of element.querySelectorAll("form")) {
      form.hidden = form.dataset.queueAct !== "end";
    }
    const since = element.querySelector("[data-since]");
    since.hidden = false;
    const time = since.querySelector("time");
    time.dateTime = at;
    time.textContent = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: this.#zone }).format(
      new Date(at),
    );
  }

  #waiting() {
    return [...this.#list.querySelectorAll(".queue-entry:not(.is-speaking)")];
  }

  /** What follows from who is in the list. */
  #show() {
    const waiting = this.#waiting();
    const { last = "", closed } = this.#section.dataset;
    this.#section.querySelector("[data-queue-empty]").hidden = this.#list.childElementCount > 0;
    this.#section.querySelector("[data-queue-closed]").hidden = closed !== "true";
    this.#section.querySelectorAll('input[name="expected"]').forEach(field => (field.value = last));
    const next = this.#section.querySelector("[data-queue-next]");
    if (next) {
      next.hidden = waiting.length === 0;
      next.querySelector("[data-queue-next-name]").textContent =
        waiting.length === 0 ? "" : `: ${waiting[0].querySelector("[data-name]").textContent}`;
    }
    const close = this.#section.querySelector("[data-queue-close]");
    if (close) {
      close.textContent = closed === "true" ? "Open the queue again" : "Close the queue";
    }
    const mine = this.#section.querySelector("[data-queue-mine]");
    const words = this.#mine(waiting);
    if (mine.textContent !== words) {
      mine.textContent = words;
    }
    this.#count();
  }

  /** The same words as in QueuePane.java. */
  #mine(waiting) {
    if (this.#list.querySelector(".is-speaking.is-mine")) {
      return "You have the floor.";
    }
    const at = waiting.findIndex(entry => entry.classList.contains("is-mine"));
    return at < 0 ? "" : at === 0 ? "You are next." : `You are number ${at + 1} in the queue.`;
  }

  /** On a phone the queue is behind a tab. */
  #count() {
    const count = document.querySelector("[data-queue-count]");
    if (count && this.#list) {
      const waiting = this.#waiting().length;
      count.hidden = waiting === 0;
      count.querySelector("[data-number]").textContent = waiting;
    }
  }

  async #act(form) {
    if (form.ariaBusy === "true") {
      return;
    }
    form.ariaBusy = "true";
    const response = await this.#send(...this.#request(form));
    form.ariaBusy = null;
    if (response?.ok) {
      this.#refused("");
      if (form.dataset.queueAct === "join") {
        form.reset();
        form.elements.namedItem("topic").value = "";
        form.elements.namedItem("topic").removeAttribute("aria-invalid");
        form.closest("details").open = false;
        form.closest("details").querySelector("summary").focus();
      }
    } else {
      this.#refused(await reason(response));
    }
  }

  /** @returns {[string, string, object | null]} */
  #request(form) {
    const queue = `/api/v1/rooms/${this.#room}/queue`;
    const said = Object.fromEntries([...new FormData(form)].filter(([name, value]) => name !== "_csrf" && value !== ""));
    const entry = form.closest("[data-entry]")?.dataset.entry;
    switch (form.dataset.queueAct) {
      case "join":
        return ["POST", queue, said];
      case "call":
        return ["POST", `${queue}/calls`, said];
      case "end":
        return ["POST", `${queue}/${entry}/end`, null];
      case "defer":
        return ["POST", `${queue}/${entry}/deferral`, null];
      case "leave":
        return ["DELETE", `${queue}/${entry}`, null];
      default:
        return [this.#section.dataset.closed === "true" ? "DELETE" : "PUT", `${queue}/closure`, null];
    }
  }

  #refused(words) {
    const refusal = this.#section.querySelector("[data-queue-refusal]");
    refusal.querySelector("[data-words]").textContent = words;
    refusal.hidden = words === "";
  }
}

function comesBefore(one, other) {
  const kinds = KINDS.indexOf(one.dataset.kind) - KINDS.indexOf(other.dataset.kind);
  return kinds < 0 || (kinds === 0 && Number(one.dataset.place) < Number(other.dataset.place));
}

async function reason(response) {
  const unreachable = "No connection: nothing was changed.";
  if (!response) {
    return unreachable;
  }
  try {
    return (await response.json()).detail ?? unreachable;
  } catch {
    return response.status === 0 || response.status === 401 ? "You are signed out. Sign in again." : unreachable;
  }
}
