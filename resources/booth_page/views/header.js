// The top of the page: which booth, the language, large letters, high contrast.

import { attribute, element, icon, put } from "../dom.js";
import { LANGUAGES } from "../texts.js";

export function header(root, on) {
  const badge = element("span", { className: "badge" });
  const name = element("b");
  const place = element("span");
  const languages = LANGUAGES.map(([code, label]) =>
    element("button", { type: "button", lang: code, textContent: label, onclick: () => on.language(code) }),
  );
  const big = element("button", { type: "button", className: "square", id: "big", onclick: on.big }, element("span", { textContent: "A" }), element("span", { textContent: "A", className: "large" }));
  const contrast = element("button", { type: "button", className: "square", id: "contrast", onclick: on.contrast }, icon("sun"));
  root.append(
    badge,
    element("div", { className: "where" }, name, place),
    element("div", { className: "languages", role: "group" }, icon("globe"), ...languages),
    big,
    contrast,
  );
  return (state, say) => {
    const booth = state.welcome?.booth ?? state.paired?.booth ?? null;
    badge.hidden = booth === null;
    put(badge, String(booth ?? ""));
    put(name, booth === null ? say("booth_new") : say("booth", { booth }));
    put(place, state.welcome === null ? say("service") : say("service_at", { branch: state.welcome.branch }));
    languages.forEach((button, index) => attribute(button, "aria-pressed", LANGUAGES[index][0] === state.language));
    attribute(root.querySelector(".languages"), "aria-label", say("language"));
    attribute(big, "aria-pressed", state.big);
    attribute(big, "aria-label", say("big"));
    attribute(contrast, "aria-pressed", state.contrast);
    attribute(contrast, "aria-label", say("contrast"));
  };
}
