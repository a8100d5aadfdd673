// What the browser remembers of this booth: token, language, sizes, cameras. The page's address may say the cameras too.

const KEY = "booth";

export function load() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

export function keep(patch) {
  localStorage.setItem(KEY, JSON.stringify({ ...load(), ...patch }));
}

// A part of a camera's label, as ?face=Logitech&document=Elmo in the address; kept, so that it need be said once only.
// ?document=none says that a second camera, if there is one, is not for documents.
export function cameraNames() {
  const asked = new URLSearchParams(location.search);
  for (const role of ["face", "document"]) {
    if (asked.has(role)) keep({ [`${role}Camera`]: asked.get(role) });
  }
  const kept = load();
  return { face: kept.faceCamera ?? "", document: kept.documentCamera ?? "" };
}
