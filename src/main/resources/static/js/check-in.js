/**
 * The desk: searches while one types, keeps its numbers fresh, and reads badges by the camera where the browser can.
 * Checking in itself is a form, which needs no script; what is fetched here only ever replaces parts of the page with
 * those of the page as it is now.
 */

const FRESH = 10_000;
const TYPING = 200;

for (const off of document.querySelectorAll("[data-script-off]")) {
  off.hidden = true;
}
for (const place of document.querySelectorAll("[data-desk-place]")) {
  place.addEventListener("change", () => place.requestSubmit());
}

const desk = document.querySelector("[data-desk]");

async function page(url) {
  try {
    const response = await fetch(url, { redirect: "manual" });
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  } catch {
    return null;
  }
}

function take(fresh, selector) {
  const now = document.querySelector(selector);
  const then = fresh.querySelector(selector);
  if (now && then && now.innerHTML !== then.innerHTML) {
    now.replaceChildren(...document.importNode(then, true).childNodes);
  }
}

// --- Search ---------------------------------------------------------------------------------------------------------

const search = desk?.querySelector("[data-desk-search]");
let typing;
let asked = 0;

function address() {
  const url = new URL(search.action);
  for (const [name, value] of new FormData(search)) {
    if (value) {
      url.searchParams.set(name, value);
    }
  }
  return url;
}

async function find() {
  const mine = ++asked;
  const url = address();
  const fresh = await page(url);
  // Answers may overtake each other on bad Wi-Fi: only the last question counts.
  if (fresh && mine === asked) {
    take(fresh, "[data-desk-list]");
    history.replaceState(null, "", url);
  }
}

search?.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(find, TYPING);
});
search?.addEventListener("submit", event => {
  event.preventDefault();
  clearTimeout(typing);
  find();
});

// --- What other desks do --------------------------------------------------------------------------------------------

/** Row by row and in place: nothing moves away from under the thumb, and no row that has the focus is exchanged. */
async function refresh() {
  if (document.hidden || document.body.ariaBusy) {
    return;
  }
  const mine = asked;
  const fresh = await page(address());
  if (!fresh || mine !== asked) {
    return;
  }
  take(fresh, "[data-desk-counts]");
  for (const row of document.querySelectorAll("[data-desk-row]")) {
    const now = fresh.getElementById(row.id);
    if (now && stateOf(now) !== stateOf(row) && !row.contains(document.activeElement)) {
      row.replaceChildren(...document.importNode(now, true).childNodes);
    }
  }
}

/** The intent in a row's form differs with every rendering and is no news. */
function stateOf(row) {
  return row.textContent.replace(/\s+/g, " ");
}

if (desk && search) {
  setInterval(refresh, FRESH);
}

// --- The camera -----------------------------------------------------------------------------------------------------

const scan = desk?.querySelector("[data-desk-scan]");
const camera = desk?.querySelector("[data-desk-camera]");
const code = desk?.querySelector("#code");
let stream = null;

async function begin() {
  const says = camera.querySelector("[data-desk-camera-says]");
  const video = camera.querySelector("video");
  camera.hidden = false;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    says.textContent = "The camera is not open to this page. Allow it in the browser, or use the phone's own camera.";
    return;
  }
  video.srcObject = stream;
  await video.play();
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  while (stream) {
    let found = [];
    try {
      found = await detector.detect(video);
    } catch {
      // Not a picture yet.
    }
    if (stream && found.length > 0) {
      end();
      code.value = found[0].rawValue;
      code.form.requestSubmit();
      return;
    }
    await new Promise(next => setTimeout(next, 150));
  }
}

function end() {
  stream?.getTracks().forEach(track => track.stop());
  stream = null;
  camera.hidden = true;
}

if (scan && "BarcodeDetector" in window && navigator.mediaDevices) {
  scan.hidden = false;
  scan.addEventListener("click", begin);
  camera.querySelector("[data-desk-scan-end]").addEventListener("click", end);
}
