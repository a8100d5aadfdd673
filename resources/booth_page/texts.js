// Texts as data: one file a language, each with the same keys.

export const LANGUAGES = [
  ["id", "Indonesia"],
  ["jv", "Basa Jawa"],
  ["en", "English"],
];

const tables = {};

export async function loadTexts() {
  await Promise.all(
    LANGUAGES.map(async ([code]) => {
      tables[code] = await (await fetch(`/texts/${code}.json`)).json();
    }),
  );
}

export function text(language, key, values = {}) {
  const found = tables[language]?.[key] ?? tables.id?.[key] ?? key;
  return fill(found, values);
}

export function hasText(language, key) {
  return key in (tables[language] ?? {});
}

function fill(found, values) {
  return found.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
