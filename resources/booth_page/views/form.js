// The form's values as the participant reads them: a tap marks what is wrong, and the end must have been seen.

import { attribute, element, icon, put } from "../dom.js";

export function formPane(root, on) {
  const list = element("ul", { tabIndex: 0 });
  const confirm = element("button", { type: "button", id: "confirm", className: "primary" }, element("span"));
  root.append(list, element("div", { className: "choices" }, confirm));
  let shown = null;
  let seen = false;
  let again = () => {};
  const look = () => {
    if (seen || list.scrollTop + list.clientHeight < list.scrollHeight - 8) return;
    seen = true;
    again();
  };
  list.addEventListener("scroll", look, { passive: true });
  confirm.addEventListener("click", () => {
    if (seen) on.confirm();
    else list.scrollBy({ top: list.clientHeight * 0.8 });
  });
  const forget = () => {
    shown = null;
    list.replaceChildren();
  };
  const show = (state, say) => {
    const { form, wrong, language } = state;
    if (shown !== form) {
      shown = form;
      seen = false;
      list.replaceChildren(...form.lines.map((line) => row(line, on)));
      list.scrollTop = 0;
    }
    form.lines.forEach((line, place) => {
      const button = list.children[place].firstChild;
      const bad = wrong.includes(line.key);
      attribute(button, "aria-pressed", bad);
      put(button.children[0], line.label[language] ?? line.label.id ?? line.key);
      put(button.children[1], line.value || say("form_empty"));
      put(button.children[2].lastChild, say(bad ? "form_wrong" : "form_mark"));
    });
    attribute(list, "aria-label", say("title_form"));
    const label = () => put(confirm.firstChild, say(!seen ? "form_more" : wrong.length === 0 ? "form_right" : "form_send", { count: wrong.length }));
    again = label;
    label();
    requestAnimationFrame(look);
  };
  return { show, forget };
}

function row(line, on) {
  const mark = element("span", { className: "mark" }, icon("x"), element("span"));
  return element("li", {}, element("button", { type: "button", onclick: () => on.mark(line.key) }, element("span", { className: "name" }), element("b"), mark));
}
