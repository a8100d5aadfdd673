// The five chapters of a stay; the first leads back to what one agreed to.

import { attribute, element, icon, put } from "../dom.js";
import { consented, currentStep } from "../state.js";

const CHAPTERS = ["consent", "form", "documents", "interview", "receipt"];

export function chapters(root, on) {
  const list = element("ol");
  const items = CHAPTERS.map((chapter, place) => {
    const number = element("i", {}, element("span", { textContent: String(place + 1) }), icon("check"));
    const name = element("span");
    const inside = place === 0 ? element("button", { type: "button", id: "reread", onclick: on.reread }, number, name) : element("span", { className: "inside" }, number, name);
    const item = element("li", {}, inside);
    list.append(item);
    return { chapter, item, name };
  });
  root.append(list);
  return (state, say) => {
    attribute(root, "aria-label", say("chapters"));
    root.classList.toggle("nobody", !state.script?.run);
    const at = CHAPTERS.indexOf(consented(state) ? (currentStep(state)?.chapter ?? "") : "consent");
    const last = at === -1 ? CHAPTERS.length : at;
    items.forEach(({ chapter, item, name }, place) => {
      put(name, say(`chapter_${chapter}`));
      item.className = place < last ? "done" : place === last ? "now" : "later";
      attribute(item, "aria-current", place === last ? "step" : null);
    });
    root.querySelector("#reread").disabled = !consented(state);
    attribute(root.querySelector("#reread"), "aria-label", consented(state) ? say("chapter_consent_again") : null);
  };
}
