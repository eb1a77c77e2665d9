/**
 * Who is writing in the thread that is read, in one line below it that is always there, so that nothing moves when it
 * says something. It is not read out: what they write will be.
 */

export class Typing {
  #line;
  #isMe;
  #writing = [];
  #thread = "";
  #mine = null;
  #say = () => {};

  /**
   * @param {HTMLElement} line
   * @param {(by: {name: string, organization: string|null}) => boolean} isMe
   */
  constructor(line, isMe) {
    this.#line = line;
    this.#isMe = isMe;
    line.hidden = false;
  }

  /** @param {(thread: string|null) => void} say tells the others that this person writes in a thread, or no longer */
  tellBy(say) {
    this.#say = say;
  }

  /** This person has changed what stands in their box for a thread. */
  mine(thread, begun) {
    this.#mine = begun ? thread : null;
    this.#say(this.#mine);
  }

  /** @param {{thread: string, people: object[], more: number}[]} writing as the room tells it */
  show(writing) {
    this.#writing = writing;
    this.#draw();
  }

  /** The thread that is read now. */
  in(thread) {
    this.#thread = thread;
    this.#draw();
  }

  /** What somebody was writing is there. */
  arrived(thread, by) {
    const one = this.#writing.find(writing => writing.thread === thread);
    const others = one?.people.filter(person => person.name !== by.name || person.organization !== by.organization);
    if (one && others.length < one.people.length) {
      one.people = others;
      this.#draw();
    }
  }

  #draw() {
    const { people = [], more = 0 } = this.#writing.find(writing => writing.thread === this.#thread) ?? {};
    const names = people.filter(person => !this.#isMe(person)).map(person => person.name);
    // Whoever writes is counted themselves, by name or among the others.
    const counted = names.length === people.length && this.#mine === this.#thread && more > 0 ? more - 1 : more;
    this.#line.textContent = inWords(names, counted);
  }
}

function inWords(names, more) {
  if (more > 0) {
    names = [...names, names.length === 0 ? someone(more) : others(more)];
  }
  if (names.length === 0) {
    return "";
  }
  const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return `${list} ${names.length === 1 && more <= 1 ? "is" : "are"} writing`;
}

function others(count) {
  return count === 1 ? "1 other" : `${count} others`;
}

function someone(count) {
  return count === 1 ? "1 person" : `${count} people`;
}
