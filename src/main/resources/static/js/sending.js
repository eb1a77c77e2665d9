/**
 * Sends one file in pieces by the tus protocol, and goes on by itself wherever the connection broke.
 *
 * Pieces are small enough for a proxy that hands a request on only when it has all of it: else nothing of a large file
 * would have arrived when the connection breaks, and every try would begin at nothing.
 */

const PIECE = 4 * 1024 * 1024;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** A connection that carries nothing for this long is as good as broken. */
const SILENCE = 30_000;
/** What has arrived may be looked at for viruses before it is stored. */
const STORING = 300_000;

/** What the server says no to; nothing is gained by trying again. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? "The file could not be taken. Try again.");
    this.status = status;
    this.field = problem?.errors?.file;
  }
}

export class Sending {
  #file;
  #creation;
  #handOver;
  #told;
  #url;
  #intent;
  #request = null;
  #cancelled = false;
  #wakeUp = () => {};

  /**
   * @param {File} file
   * @param {{creation: string, handOver: string, url?: string, intent: string}} to where it is announced, where it is
   *     handed over when it has arrived, where an earlier try was sending it, and the key that makes it count once
   * @param {(state: {phase: "sending"|"waiting"|"storing", received: number}) => void} told
   */
  constructor(file, to, told) {
    this.#file = file;
    this.#creation = to.creation;
    this.#handOver = to.handOver;
    this.#url = to.url ?? null;
    this.#intent = to.intent;
    this.#told = told;
    this.onurl = () => {};
  }

  /** Until the file is stored, or refused, or {@link cancel}led: then it is false. */
  async run() {
    let received = this.#url === null ? 0 : -1;
    let wait = FIRST_WAIT;
    let broke = false;
    while (!this.#cancelled) {
      try {
        if (this.#url === null) {
          await this.#begin();
          received = 0;
        } else if (received < 0) {
          received = await this.#ask();
        }
        if (!broke) {
          this.#told({ phase: "sending", received });
        }
        while (this.#url !== null && received < this.#file.size) {
          received = await this.#send(received);
          this.#told({ phase: "sending", received });
          broke = false;
          wait = FIRST_WAIT;
        }
        if (this.#url !== null) {
          await this.#store();
          return true;
        }
      } catch (broken) {
        if (this.#cancelled) {
          break;
        }
        if (broken instanceof Refused) {
          throw broken;
        }
        broke = true;
        this.#told({ phase: "waiting", received: Math.max(received, 0) });
        await this.#pause(wait);
        wait = Math.min(2 * wait, LONGEST_WAIT);
        received = -1;
      }
    }
    return false;
  }

  /** What has arrived is forgotten by the server as well; where it cannot be told now, it forgets by itself later. */
  cancel() {
    this.#cancelled = true;
    this.#request?.abort();
    this.#wakeUp();
    if (this.#url !== null) {
      forget(this.#url);
    }
  }

  async #begin() {
    const name = btoa(String.fromCharCode(...new TextEncoder().encode(this.#file.name)));
    const answer = await this.#exchange("POST", this.#creation, {
      "Upload-Length": this.#file.size,
      "Upload-Metadata": `filename ${name}`,
    });
    this.#url = answer.getResponseHeader("Location");
    this.onurl(this.#url);
  }

  /** How much has arrived; an upload that the server does not know any more is begun again. */
  async #ask() {
    try {
      const answer = await this.#exchange("HEAD", this.#url, {});
      return Number(answer.getResponseHeader("Upload-Offset"));
    } catch (refused) {
      if (refused instanceof Refused && refused.status !== 401) {
        this.#url = null;
        return 0;
      }
      throw refused;
    }
  }

  async #send(offset) {
    const answer = await this.#exchange(
      "PATCH",
      this.#url,
      { "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" },
      this.#file.slice(offset, offset + PIECE),
      loaded => this.#told({ phase: "sending", received: Math.min(offset + loaded, this.#file.size) }),
    );
    return Number(answer.getResponseHeader("Upload-Offset"));
  }

  async #store() {
    this.#told({ phase: "storing", received: this.#file.size });
    await this.#exchange(
      "POST",
      this.#handOver,
      { "Content-Type": "application/json", "Idempotency-Key": this.#intent },
      JSON.stringify({ upload: this.#url.split("/").pop() }),
    );
  }

  /** One request. Whatever may be different the next time counts as a broken connection. */
  #exchange(method, url, headers, body = null, progress = () => {}) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      this.#request = request;
      let watch = 0;
      const listen = silence => {
        clearTimeout(watch);
        watch = setTimeout(() => request.abort(), silence);
      };
      const broken = () => {
        clearTimeout(watch);
        reject(new Error("broken"));
      };
      request.upload.addEventListener("progress", event => {
        listen(SILENCE);
        progress(event.loaded);
      });
      request.addEventListener("error", broken);
      request.addEventListener("abort", broken);
      request.addEventListener("load", () => {
        clearTimeout(watch);
        if (request.status >= 200 && request.status < 300) {
          resolve(request);
        } else {
          const said = problem(request);
          reject(passes(method, request.status, said) ? new Error("later") : new Refused(request.status, said));
        }
      });
      request.open(method, url);
      request.setRequestHeader("Tus-Resumable", "1.0.0");
      request.setRequestHeader("Accept", "application/json, application/problem+json");
      for (const [name, value] of Object.entries(headers)) {
        request.setRequestHeader(name, value);
      }
      carryToken(request);
      listen(url === this.#handOver ? STORING : SILENCE);
      request.send(body);
    });
  }

  /** Until it is time, or the browser is online again. */
  #pause(wait) {
    return new Promise(resolve => {
      const timer = setTimeout(done, wait);
      function done() {
        clearTimeout(timer);
        removeEventListener("online", done);
        resolve();
      }
      addEventListener("online", done);
      this.#wakeUp = done;
    });
  }
}

/**
 * A server or a proxy that is not well now, unless it says in words what is missing; a piece that another connection was
 * faster with, or that came too soon.
 */
function passes(method, status, said) {
  if (method === "PATCH" && (status === 409 || status === 429)) {
    return true;
  }
  return status >= 500 && !(status === 503 && said);
}

function problem(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return null;
  }
}

function carryToken(request) {
  const header = document.querySelector("meta[name=csrf-header]");
  const token = document.querySelector("meta[name=csrf-token]");
  if (header && token) {
    request.setRequestHeader(header.content, token.content);
  }
}

/** How far an earlier try came; null where the server has forgotten it or cannot say now. */
export async function standing(url) {
  try {
    const answer = await fetch(url, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0" } });
    return answer.ok
      ? { received: Number(answer.headers.get("Upload-Offset")), size: Number(answer.headers.get("Upload-Length")) }
      : null;
  } catch {
    return null;
  }
}

export function forget(url) {
  const request = new XMLHttpRequest();
  request.open("DELETE", url);
  request.setRequestHeader("Tus-Resumable", "1.0.0");
  carryToken(request);
  request.send();
}
