// A step that is only read: the receipt, a message, the end, or the wait for the form.

import { element, icon, put, setIcon } from "../dom.js";

const ICONS = { receipt: "printer", message: "info", finished: "circle-check", form_awaited: "clock" };

export function textPane(root, on) {
  const sign = icon("info");
  const words = element("p");
  const done = element("button", { type: "button", id: "read", className: "primary", onclick: on.next });
  root.append(sign, words, element("div", { className: "choices" }, done));
  return (state, say, now) => {
    setIcon(sign, ICONS[now.title]);
    put(words, say(`text_${now.title}`));
    put(done, say("read"));
    done.hidden = now.title === "finished" || now.title === "form_awaited";
  };
}
