// What the officer shows: a message, the form, or the picture of a document, framed so that its origin is plain.

import { element, icon, put } from "../dom.js";

export function shownPane(root) {
  const from = element("span");
  const title = element("h2");
  const words = element("p");
  const picture = element("img", { alt: "" });
  const lines = element("dl");
  root.append(
    element("div", { className: "from" }, icon("monitor-up"), from),
    element("div", { className: "what" }, title, words, picture, lines),
  );
  let shown = null;
  const forget = () => {
    shown = null;
    for (const node of [title, words, lines]) node.replaceChildren();
    picture.removeAttribute("src");
  };
  const paint = (state, say) => {
    const { show, form, language } = state;
    put(from, say("from_officer", { officer: state.welcome?.officer ?? "" }));
    put(title, show.title);
    title.hidden = show.title === "";
    put(words, show.text);
    words.hidden = show.text === "";
    picture.hidden = !show.picture.startsWith("data:image/");
    if (!picture.hidden && picture.src !== show.picture) picture.src = show.picture;
    picture.alt = picture.hidden ? "" : say("shown_picture");
    lines.hidden = show.what !== "form" || form === null;
    const key = lines.hidden ? null : `${form.version} ${language}`;
    if (shown === key) return;
    shown = key;
    const rows = lines.hidden ? [] : form.lines;
    lines.replaceChildren(
      ...rows.map((line) => element("div", {}, element("dt", { textContent: line.label[language] ?? line.key }), element("dd", { textContent: line.value || say("form_empty") }))),
    );
  };
  return { show: paint, forget };
}
