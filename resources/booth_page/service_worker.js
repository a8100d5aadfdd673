// Keeps the page for a browser that is started while the desk is off: all files of one version in one cache, swapped whole.
// Whoever opens the page gets it from that cache, after the desk was asked whether this is still its page. Nothing else is kept.

const LIST = "/files.json"; // { path: ETag }; its own ETag names the version. It is kept last: a cache that has it is whole.
const ANSWER_MS = 3000;
const FETCH_MS = 30_000;

let kept = null;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(begin());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(request.mode === "navigate" ? page(request) : file(request));
});

// What is kept changes only when the page is opened, so that no page is ever put together of two versions.
async function begin() {
  if ((await whole()) === null) await swap(await asked());
}

async function page(request) {
  try {
    const list = await asked();
    if (!list.ok) await forget(); // a desk of before that has no list: its page is not kept
    else if (version(list) !== version(await (await whole())?.match(LIST))) await swap(list);
  } catch (fault) {
    console.info(`the desk does not answer, its page is the kept one: ${fault.message}`);
  }
  return file(request);
}

async function file(request) {
  return (await (await whole())?.match(new URL(request.url).pathname)) ?? fetch(request);
}

function asked() {
  return fetch(LIST, { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) });
}

function version(list) {
  return list?.headers.get("ETag");
}

async function whole() {
  if (kept !== null) return kept;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    if ((await cache.match(LIST)) !== undefined) kept = cache;
  }
  return kept;
}

async function swap(list) {
  const name = version(list);
  const cache = await caches.open(name);
  const files = await list.clone().json();
  const signal = AbortSignal.timeout(FETCH_MS);
  const keep = async ([path, tag]) => {
    const answer = await fetch(path, { cache: "no-cache", signal });
    if (answer.headers.get("ETag") !== tag) throw new Error(`${path} is of another version`);
    await cache.put(path, answer);
  };
  await Promise.all(Object.entries(files).map(keep));
  await cache.put(LIST, list);
  kept = cache;
  await forget(name);
}

async function forget(but = null) {
  if (but === null) kept = null;
  for (const name of await caches.keys()) {
    if (name !== but) await caches.delete(name);
  }
}
