/*
 * Lets whoever lost the network read on what they had opened, and reload it. The room's page carries on by itself from
 * there: with the events it kept (room-kept.js) and what waits to be sent (outbox.js).
 *
 * Pages are kept for one reader only. Each page says whose it is (Rostrum-Reader); a page of somebody else, a page of
 * nobody, signing out and a portal that says that nobody is signed in any more forget all that was kept. Until it says so
 * a session that has ended is read on: without a network nobody can know. The network always comes first: what is kept is
 * shown only where it does not answer, and says so.
 */

const PAGES = "rostrum-pages";
const FILES = "rostrum-files";
const READER = "/service-worker.js?reader";
/** Answered to whoever is signed in; to nobody else. */
const WHO = "/api/v1/meetings?limit=1";
const MOST_PAGES = 60;
const MOST_FILES = 300;

/** What a meeting needs. Accounts, the staff's pages and everything that is downloaded stay out. */
const KEPT = [/^\/$/, /^\/meetings\//, /^\/c\//, /^\/contributions\//, /^\/schedule$/, /^\/my-agenda$/];
const FILE = /^\/(v[^/]*\/)?(js|css)\/|^\/webjars\/|^\/favicon\.svg$/;
const ROOM = /^\/meetings\/[^/]+\/room$/;

addEventListener("install", () => skipWaiting());

addEventListener("activate", event => {
  event.waitUntil(Promise.all([clients.claim(), registration.navigationPreload?.enable()]));
});

addEventListener("fetch", event => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin || url.pathname.startsWith("/api/")) {
    return;
  }
  if (request.method === "POST") {
    if (url.pathname === "/logout") {
      event.waitUntil(forget());
    }
  } else if (request.method === "GET") {
    if (FILE.test(url.pathname)) {
      event.respondWith(file(event));
    } else if (request.mode === "navigate") {
      event.respondWith(page(event));
    } else if (ROOM.test(url.pathname)) {
      // Another thread, or earlier messages, which the room's page fetches.
      event.respondWith(page(event, () => Response.error()));
    }
  }
});

/** A page that was there before this worker tells what it consists of; a page that was refused, that it was. */
addEventListener("message", event => {
  const { keep, refused } = event.data ?? {};
  if (!event.source?.url || new URL(event.source.url).origin !== location.origin) {
    return;
  }
  if (Array.isArray(keep)) {
    event.waitUntil(keepAll(keep));
  }
  if (refused) {
    event.waitUntil(forgetWhoIsSignedOut());
  }
});

async function keepAll(addresses) {
  for (const address of addresses) {
    const url = new URL(address, location.origin);
    try {
      if (url.origin === location.origin && FILE.test(url.pathname)) {
        await keepFile(url.href, await fetch(url));
      } else if (url.origin === location.origin) {
        await settle(url.href, await fetch(url, { headers: { Accept: "text/html" }, redirect: "manual" }));
      }
    } catch {
      // The network went just now; the next page is kept.
    }
  }
}

async function page(event, otherwise = nothingKept) {
  const { request } = event;
  let response;
  try {
    response = (await event.preloadResponse) ?? (await fetch(request));
  } catch {
    return (await keptPage(request.url)) ?? otherwise();
  }
  if ([502, 503, 504].includes(response.status)) {
    return (await keptPage(request.url)) ?? response;
  }
  await settle(request.url, response, event);
  return response;
}

/** Keeps a page, or forgets what the answer says is not to be read any longer. */
async function settle(address, response, event) {
  const url = new URL(address);
  if ([401, 403, 404, 410].includes(response.status)) {
    await (await caches.open(PAGES)).delete(url.href, { ignoreVary: true });
  }
  if (!response.ok && response.status < 500) {
    // Refused, or sent elsewhere, which a worker is not told where: to a page that moved, or to sign in.
    const asked = forgetWhoIsSignedOut();
    await (event ? event.waitUntil(asked) : asked);
    return;
  }
  if (!response.ok || response.redirected || !(response.headers.get("Content-Type") ?? "").startsWith("text/html")) {
    return;
  }
  const reader = response.headers.get("Rostrum-Reader");
  if (reader !== (await knownReader())) {
    await forget();
  }
  if (reader && KEPT.some(pattern => pattern.test(url.pathname)) && !response.headers.has("Content-Disposition")) {
    url.hash = "";
    const kept = keepPage(url.href, response.clone(), reader);
    await (event ? event.waitUntil(kept) : kept);
  }
}

/** Only the portal's own word counts: the login page of a hotel's network answers, too. */
async function forgetWhoIsSignedOut() {
  if ((await knownReader()) === null) {
    return;
  }
  try {
    const answer = await fetch(WHO, { headers: { Accept: "application/json" }, redirect: "manual", cache: "no-store" });
    const said = answer.status === 401 && (answer.headers.get("Content-Type") ?? "").includes("problem+json");
    if (said) {
      await forget();
    }
  } catch {
    // The network went just now. Whoever comes back to it is asked again.
  }
}

async function keepPage(address, response, reader) {
  // Read whole before it is put, or a connection that breaks in the middle would replace a good page.
  const html = await response.text();
  const pages = await caches.open(PAGES);
  await pages.put(READER, new Response(reader));
  await pages.put(
    address,
    new Response(html, {
      headers: {
        "Content-Type": "text/html;charset=UTF-8",
        "Content-Security-Policy": response.headers.get("Content-Security-Policy") ?? "default-src 'none'",
        "Rostrum-Reader": reader,
        Date: new Date().toUTCString(),
      },
    }),
  );
  await trim(pages, MOST_PAGES);
}

async function knownReader() {
  const known = await (await caches.open(PAGES)).match(READER);
  return known ? known.text() : null;
}

async function keptPage(address) {
  const pages = await caches.open(PAGES);
  const url = new URL(address);
  let kept = await pages.match(url.href, { ignoreVary: true });
  if (!kept && ROOM.test(url.pathname)) {
    kept = await pages.match(url.pathname, { ignoreVary: true });
  }
  if (!kept) {
    return undefined;
  }
  const date = new Date(kept.headers.get("Date") ?? 0);
  const said = date.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
  const note = `<aside class="sample" aria-label="About this copy"><strong>Offline</strong> <span>This page is as it was
    when you opened it: ${said}, by your clock.</span></aside>`;
  const html = (await kept.text())
    .replace('<main class="room"', `<main data-kept="${date.toISOString()}" class="room"`)
    // The room brings itself up to date, and has a line of its own for this.
    .replace('<header class="bar">', bar => (ROOM.test(url.pathname) ? bar : note + bar));
  return new Response(html, { headers: kept.headers });
}

async function nothingKept() {
  const files = await (await caches.open(FILES)).keys();
  const style = files.map(({ url }) => new URL(url).pathname).findLast(path => path.endsWith("/css/rostrum.css"));
  const links = await keptTitles();
  return new Response(
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Offline - Rostrum</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
    ${style ? `<link rel="stylesheet" href="${style}">` : ""}</head><body><div class="content"><main class="page">
    <h1>You are offline</h1><p>This page was not opened on this device before the network went. Try again when you are
    back.</p>${links.length > 0 ? `<h2>Kept on this device</h2><ul>${links.join("")}</ul>` : ""}</main></div></body></html>`,
    {
      status: 503,
      headers: {
        "Content-Type": "text/html;charset=UTF-8",
        "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'",
      },
    },
  );
}

async function keptTitles() {
  const pages = await caches.open(PAGES);
  const titles = new Map();
  for (const request of (await pages.keys()).toReversed()) {
    const title = /<title>([^<]*)<\/title>/.exec(await (await pages.match(request)).text())?.[1];
    if (title && !titles.has(title)) {
      const { pathname, search } = new URL(request.url);
      titles.set(title, `<li><a href="${(pathname + search).replaceAll("&", "&amp;").replaceAll('"', "%22")}">${title}</a></li>`);
    }
  }
  return [...titles.values()];
}

async function file(event) {
  const { request } = event;
  try {
    // From the browser's own cache while it is fresh.
    const response = await fetch(request);
    event.waitUntil(keepFile(request.url, response.clone()));
    return response;
  } catch (gone) {
    const kept = await (await caches.open(FILES)).match(request.url, { ignoreVary: true });
    if (kept) {
      return kept;
    }
    throw gone;
  }
}

async function keepFile(address, response) {
  const files = await caches.open(FILES);
  if (response.ok) {
    await files.put(address, response);
    await trim(files, MOST_FILES);
  }
}

async function trim(cache, most) {
  const keys = (await cache.keys()).filter(({ url }) => !url.endsWith(READER));
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map(key => cache.delete(key, { ignoreVary: true })));
}

/** What was read; not the scripts and styles, which are nobody's. */
async function forget() {
  await caches.delete(PAGES);
  await new Promise(resolve => {
    const opening = indexedDB.open("rostrum");
    // Where there is none yet, there is nothing to forget, and none is to be made.
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = resolve;
    opening.onsuccess = () => {
      const database = opening.result;
      const names = [...database.objectStoreNames];
      const clearing = names.length > 0 ? database.transaction(names, "readwrite") : null;
      names.forEach(name => clearing.objectStore(name).clear());
      const done = () => {
        database.close();
        resolve();
      };
      if (clearing) {
        clearing.oncomplete = clearing.onabort = done;
      } else {
        done();
      }
    };
  });
}
