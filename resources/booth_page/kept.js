// The page's own files: kept in the browser for a start while the desk is off, and of one version, which the desk is told.

const LIST = "/files.json";
const RELOAD_MS = 20_000;
const RELOADED = "reloaded";

// The name of this page's version, as the desk that gave it out calls it.
export async function pageVersion() {
  return (await fetch(LIST)).headers.get("ETag") ?? "";
}

// A browser that does not trust the desk's key keeps nothing, and needs the desk to be on when it is started.
export function keepPage() {
  navigator.serviceWorker?.register("/service_worker.js", { updateViaCache: "none" }).catch((fault) => {
    console.info(`the page is not kept for a start while the desk is off: ${fault.message}`);
  });
}

// Loads the page anew, at once but not again and again: what one time did not mend may take a while.
export function loadAnew() {
  const since = Date.now() - Number(sessionStorage.getItem(RELOADED) ?? 0);
  setTimeout(() => {
    sessionStorage.setItem(RELOADED, Date.now());
    location.reload();
  }, Math.max(0, RELOAD_MS - since));
}
