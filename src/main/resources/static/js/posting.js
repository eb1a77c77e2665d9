/**
 * One attempt to post, and what its answer means for the message.
 *
 * Only an answer that is unmistakably the portal's counts: on conference Wi-Fi a login page of the hotel answers 200 as
 * well. Everything doubtful is "unreachable", which is tried again under the same key.
 */

import { Answer } from "./outbox.js";

const PATIENCE = 20_000;
const AT_MOST = 120_000;
/** Browsers refuse larger bodies to requests that outlive their page. */
const LARGE = 10_000;
/** What the portal says then speaks of requests. */
const TOO_LARGE = "This is far more than one message holds. Make it shorter.";

export class Posting {
  #page;
  #person;
  #token;
  #header;

  /**
   * @param {string} page an address of a page that carries a fresh form token
   * @param {string} person who this page was made for
   */
  constructor(page, person) {
    this.#page = page;
    this.#person = person;
    this.#takeToken(document);
  }

  /** @returns what the portal's answer means for a message posted under this key */
  async attempt(url, body, key) {
    let response = await this.#post(url, body, key);
    if (response?.status === 403) {
      // Either it is forbidden, or the form token is of a session that is over; a fresh one tells them apart.
      const renewed = await this.#renewToken();
      if (renewed !== Answer.TAKEN) {
        return { answer: renewed };
      }
      response = await this.#post(url, body, key);
    }
    return response ? this.#meaning(response) : { answer: Answer.UNREACHABLE };
  }

  /** Sends a form whose answer matters to nobody, if need be while the page goes away. */
  tell(url, fields) {
    fetch(url, {
      method: "POST",
      headers: { [this.#header]: this.#token },
      body: new URLSearchParams(fields),
      redirect: "manual",
      keepalive: true,
    }).catch(() => {});
  }

  /**
   * One act that is not kept for later: whoever did it waits for the answer. A form token of a session that is over is
   * renewed.
   *
   * @returns the portal's answer; null where there was none
   */
  async act(method, url, body) {
    let response = await this.#request(method, url, body);
    if (response?.status === 403 && (await this.#renewToken()) === Answer.TAKEN) {
      response = await this.#request(method, url, body);
    }
    return response;
  }

  /**
   * As {@link act}, in words for whoever did it.
   *
   * @returns {Promise<{said: object} | {reason: string, problem?: object}>} what was answered, or why it was not done
   */
  async ask(method, url, body) {
    const response = await this.act(method, url, body);
    if (!response) {
      return { reason: "There is no connection. Try again when you are back." };
    }
    if (response.type === "opaqueredirect" || response.status === 401) {
      return { reason: "You are signed out. Sign in again, and do it once more." };
    }
    const said = await readJson(response);
    if (response.ok && said) {
      return { said };
    }
    return { reason: said?.detail ?? "The portal did not do this. Try again.", problem: said ?? undefined };
  }

  async #request(method, url, body) {
    try {
      return await fetch(url, {
        method,
        headers: {
          ...(body ? { "Content-Type": "application/json" } : {}),
          Accept: "application/json, application/problem+json",
          [this.#header]: this.#token,
        },
        body: body ? JSON.stringify(body) : undefined,
        redirect: "manual",
        // What was begun goes out also when the page goes away.
        keepalive: (body?.text?.length ?? 0) < LARGE,
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      return null;
    }
  }

  async #post(url, body, key) {
    try {
      return await fetch(url, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          Accept: "application/json, application/problem+json",
          "Idempotency-Key": key,
          [this.#header]: this.#token,
        },
        body: JSON.stringify(body),
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      return null;
    }
  }

  async #meaning(response) {
    const { status } = response;
    if (response.type === "opaqueredirect" || status === 401) {
      return { answer: Answer.SIGNED_OUT };
    }
    if (status === 429 || status === 503) {
      const after = waitTold(response);
      return after === undefined ? { answer: Answer.UNREACHABLE } : { answer: Answer.WAIT, after };
    }
    const said = await readJson(response);
    if (response.ok && typeof said?.did === "string") {
      // An act that was typed: there is no message to wait for.
      return { answer: Answer.TAKEN, seq: 0, did: said.did };
    }
    if (response.ok) {
      return Number.isInteger(said?.seq)
        ? { answer: Answer.TAKEN, seq: said.seq, id: said.id }
        : { answer: Answer.UNREACHABLE };
    }
    const reason = status === 413 ? TOO_LARGE : (said?.detail ?? said?.title);
    // What is wrong with one of its fields will be so the next time; anything else may have passed by then.
    if (status === 409 && !said?.errors) {
      return { answer: Answer.CONFLICT, reason: reason ?? "The room could not take this message." };
    }
    if (status >= 400 && status < 500 && status !== 408 && status !== 425 && said) {
      return { answer: Answer.REFUSED, reason: reason ?? "The room did not take this message." };
    }
    return { answer: Answer.UNREACHABLE };
  }

  async #renewToken() {
    try {
      const response = await fetch(this.#page, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
      if (response.type === "opaqueredirect" || response.status === 401) {
        return Answer.SIGNED_OUT;
      }
      if (!response.ok) {
        return response.status >= 500 ? Answer.UNREACHABLE : Answer.TAKEN;
      }
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const person = page.querySelector("[data-person]")?.dataset.person;
      if (person === undefined) {
        return Answer.UNREACHABLE;
      }
      if (person !== this.#person) {
        // Somebody else has signed in on this browser: nothing may go out under their name.
        return Answer.SIGNED_OUT;
      }
      this.#takeToken(page);
      return Answer.TAKEN;
    } catch {
      return Answer.UNREACHABLE;
    }
  }

  #takeToken(page) {
    this.#token = page.querySelector("meta[name=csrf-token]")?.content ?? "";
    this.#header = page.querySelector("meta[name=csrf-header]")?.content ?? "X-CSRF-TOKEN";
  }
}

/** Retry-After in seconds or as a date, in milliseconds from now. */
function waitTold(response) {
  const told = response.headers.get("Retry-After");
  if (!told) {
    return undefined;
  }
  const wait = /^\d+$/.test(told) ? Number(told) * 1000 : Date.parse(told) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.min(AT_MOST, Math.max(500, wait));
}

async function readJson(response) {
  try {
    return (response.headers.get("Content-Type") ?? "").includes("json") ? await response.json() : null;
  } catch {
    return null;
  }
}
