/**
 * The form that uploads a contribution's file, with progress. Without this script the browser sends the same form itself.
 *
 * Where an upload stands is kept in localStorage, so that it goes on after the page was loaded again, once the same file
 * is chosen: a script may not open a file by itself.
 */
import { forget, Refused, Sending, standing } from "./sending.js";

const MB = 1024 * 1024;

/** "412 of 980 MB": both in the unit of the whole. */
function portion(part, whole) {
  if (whole < MB) {
    return `${Math.ceil(part / 1024)} of ${Math.ceil(whole / 1024)} KB`;
  }
  const digits = whole < 10 * MB ? 1 : 0;
  // Rounded down, because "all of it" may be said only when it is so.
  const down = (Math.floor((part / MB) * 10 ** digits) / 10 ** digits).toFixed(digits);
  return `${part === whole ? (whole / MB).toFixed(digits) : down} of ${(whole / MB).toFixed(digits)} MB`;
}

function enhance(form) {
  const input = form.querySelector("input[type=file]");
  const field = form.querySelector("[data-drop]");
  const problem = form.querySelector("[data-problem]");
  const problemText = form.querySelector("[data-problem-text]");
  const progress = form.querySelector("[data-progress]");
  const bar = progress.querySelector("progress");
  const text = progress.querySelector("[data-progress-text]");
  const status = form.querySelector("[data-upload-status]");
  const cancel = form.querySelector("[data-cancel]");
  const submit = form.querySelector("button[type=submit]");
  const key = `rostrum.upload.${form.dataset.api}`;
  let running = null;

  function tell(message) {
    problemText.textContent = message;
    problem.hidden = message === "";
    field.classList.toggle("has-error", message !== "");
    if (message) {
      input.setAttribute("aria-invalid", "true");
    } else {
      input.removeAttribute("aria-invalid");
    }
  }

  function refusal(file) {
    if (file.size === 0) {
      return "This file is empty. Check that it was saved, and choose it again.";
    }
    return file.size > Number(form.dataset.max) ? form.dataset.tooLarge : "";
  }

  const fingerprint = file => `${file.name}/${file.size}/${file.lastModified}`;

  function earlier() {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function remember(what) {
    try {
      if (what) {
        localStorage.setItem(key, JSON.stringify(what));
      } else {
        localStorage.removeItem(key);
      }
    } catch {
      // Then it begins anew after the page is loaded again.
    }
  }

  function shows(received, size, words, cancellable = true) {
    progress.hidden = false;
    cancel.hidden = !cancellable;
    bar.value = (100 * received) / size;
    if (text.textContent !== words) {
      text.textContent = words;
    }
  }

  function idle() {
    running = null;
    progress.hidden = true;
    cancel.hidden = true;
    status.textContent = "";
    submit.disabled = false;
  }

  /** For those who hear the page: what changed, not each step of it. */
  const ALOUD = {
    sending: "Uploading",
    waiting: "Connection lost, waiting to go on",
    storing: "All of it has arrived; being checked and stored",
  };

  const SAID = {
    sending: (received, size) => portion(received, size),
    waiting: (received, size) => `${portion(received, size)}; connection lost, waiting to go on`,
    storing: () => ALOUD.storing,
  };

  async function send(file) {
    const before = earlier();
    const same = before?.file === fingerprint(file);
    if (before && !same) {
      forget(before.url);
    }
    // One key for one file: a retry after a lost answer does not become a second revision.
    const intent = same ? before.intent : crypto.randomUUID();
    const sending = new Sending(
      file,
      { creation: form.dataset.uploads, handOver: form.dataset.api, url: same ? before.url : null, intent },
      ({ phase, received }) => {
        shows(received, file.size, SAID[phase](received, file.size), phase !== "storing");
        if (status.textContent !== ALOUD[phase]) {
          status.textContent = ALOUD[phase];
        }
      },
    );
    sending.onurl = url => remember({ file: fingerprint(file), url, intent });
    running = sending;
    submit.disabled = true;
    shows(0, file.size, SAID.sending(0, file.size));
    try {
      if (await sending.run()) {
        remember(null);
        running = null;
        location.assign(form.dataset.done);
        return;
      }
      remember(null);
      idle();
      tell("");
      submit.focus();
    } catch (refused) {
      idle();
      if (!(refused instanceof Refused)) {
        tell("The file could not be sent. Try again.");
        throw refused;
      }
      if (refused.field) {
        // The file itself was refused: sending it again would change nothing.
        const kept = earlier();
        if (kept) {
          forget(kept.url);
        }
        remember(null);
      }
      tell(
        refused.status === 401
          ? "You are signed out. Sign in in another tab, load this page again and choose the same file: it goes on where it stopped."
          : refused.message,
      );
    }
  }

  input.addEventListener("change", () => {
    tell(input.files.length ? refusal(input.files[0]) : "");
  });

  form.addEventListener("submit", event => {
    event.preventDefault();
    if (running) {
      return;
    }
    const file = input.files[0];
    const wrong = file ? refusal(file) : "Choose the file to upload.";
    tell(wrong);
    if (wrong) {
      input.focus();
      return;
    }
    send(file);
  });

  cancel.addEventListener("click", () => {
    if (running) {
      running.cancel();
      return;
    }
    const before = earlier();
    if (before) {
      forget(before.url);
      remember(null);
    }
    idle();
    input.focus();
  });

  async function tellOfTheEarlier() {
    const before = earlier();
    if (!before) {
      return;
    }
    const stands = await standing(before.url);
    if (stands && !running) {
      const name = before.file.split("/").slice(0, -2).join("/");
      shows(
        stands.received,
        stands.size,
        `${name}: ${portion(stands.received, stands.size)} have arrived. Choose the same file to go on.`,
      );
    }
  }

  for (const type of ["dragenter", "dragover"]) {
    field.addEventListener(type, event => {
      if (event.dataTransfer.types.includes("Files")) {
        event.preventDefault();
        field.classList.add("is-dropping");
      }
    });
  }
  field.addEventListener("dragleave", event => {
    if (!field.contains(event.relatedTarget)) {
      field.classList.remove("is-dropping");
    }
  });
  field.addEventListener("drop", event => {
    event.preventDefault();
    field.classList.remove("is-dropping");
    if (event.dataTransfer.files.length && !running) {
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change"));
    }
  });
  // A file dropped beside the field would replace the page with itself.
  for (const type of ["dragover", "drop"]) {
    document.addEventListener(type, event => {
      if (!field.contains(event.target)) {
        event.preventDefault();
      }
    });
  }

  window.addEventListener("beforeunload", event => {
    if (running) {
      event.preventDefault();
    }
  });

  tellOfTheEarlier();
}

document.querySelectorAll("form[data-upload]").forEach(enhance);
