// The consent to the conversation, before anything else, and the way to take it back.

import { element, icon, put } from "../dom.js";

const POINTS = ["see", "keep", "others", "back"];
const ICONS = { see: "eye", keep: "lock", others: "users", back: "undo-2" };

export function consentPane(root, on) {
  const points = POINTS.map((point) => element("span", { id: `consent_${point}` }));
  const list = element("ul", {}, ...POINTS.map((point, place) => element("li", {}, icon(ICONS[point]), points[place])));
  const no = element("button", { type: "button", id: "refuse", onclick: on.refuse });
  const yes = element("button", { type: "button", id: "agree", className: "primary", onclick: on.agree });
  root.append(list, element("div", { className: "choices" }, no, yes));
  return (state, say, now) => {
    points.forEach((node, place) => put(node, say(`consent_${POINTS[place]}`)));
    put(yes, say(now.title === "reread" ? "consent_stay" : "consent_yes"));
    put(no, say(now.title === "reread" ? "consent_take_back" : "consent_no"));
  };
}
