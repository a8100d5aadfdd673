// What is hard for the participant, and the language: large buttons, and one press to go on without any.

import { attribute, element, icon, put } from "../dom.js";
import { LANGUAGES } from "../texts.js";

const ICONS = { hearing: "ear", sight: "eye", reading: "book-open" };

export function needsPane(root, on) {
  const buttons = Object.entries(ICONS).map(([need, sign]) => {
    const words = element("span", { className: "words" }, element("b"), element("span"));
    const node = element("button", { type: "button", id: `need_${need}`, onclick: () => on.need(need) }, icon(sign), words, icon("check"));
    return { need, node, words };
  });
  const languages = LANGUAGES.map(([code, label]) =>
    element("button", { type: "button", id: `wants_${code}`, onclick: () => on.wants(code) }, element("span", { lang: code, textContent: label })),
  );
  const spoken = element("div", { className: "spoken", role: "group" }, icon("globe"), ...languages);
  const go = element("button", { type: "button", id: "needed", className: "primary", onclick: on.needed }, element("span"), icon("arrow-right"));
  root.append(...buttons.map((button) => button.node), spoken, element("div", { className: "choices" }, go));
  return (state, say) => {
    for (const { need, node, words } of buttons) {
      attribute(node, "aria-pressed", state.needs.includes(need));
      put(words.firstChild, say(`need_${need}`));
      put(words.lastChild, say(`need_${need}_then`));
    }
    languages.forEach((button, place) => attribute(button, "aria-pressed", LANGUAGES[place][0] === state.language));
    attribute(spoken, "aria-label", say("language"));
    put(go.firstChild, say(state.needs.length === 0 ? "needs_none" : "next"));
  };
}
