// The icons, all fetched at the start, so that they are there while the line is cut.

const NAMES = [
  "arrow-right", "book-open", "camera", "check", "circle-check", "circle-dashed", "clock", "ear", "eye", "eye-off", "file-text", "globe", "hand",
  "info", "lock", "mic", "mic-off", "monitor", "monitor-up", "printer", "refresh-cw", "sun", "triangle-alert", "undo-2", "user",
  "users", "volume-2", "wifi-off", "x",
];

const addresses = {};

export async function loadIcons() {
  await Promise.all(
    NAMES.map(async (name) => {
      const answer = await fetch(`/icons/${name}.svg`);
      addresses[name] = URL.createObjectURL(await answer.blob());
    }),
  );
}

export function iconAddress(name) {
  return addresses[name] ?? "";
}
