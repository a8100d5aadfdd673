// What stands before everything else: the pairing, the first connection, and why this screen is no booth any more.

import { element, icon, put, setIcon } from "../dom.js";
import { CODE_LENGTH, CODE_LETTERS } from "../pairing.js";

export function cover(root, on) {
  const parts = { pairing: pairing(on), connecting: waiting(), refused: refused(on) };
  root.append(...Object.values(parts).map((part) => part.node));
  return (state, say, now) => {
    root.hidden = now.cover === undefined;
    for (const [name, part] of Object.entries(parts)) {
      part.node.hidden = name !== now.cover;
      if (name === now.cover) part.show(state, say);
    }
  };
}

function pairing(on) {
  const title = element("h1");
  const hint = element("p");
  const slots = Array.from({ length: CODE_LENGTH }, () => element("span", { className: "slot" }));
  const typed = element("div", { className: "slots", role: "status", "aria-live": "polite" }, ...slots);
  const fault = element("p", { className: "fault", role: "alert" });
  let code = "";
  let paint = () => {};
  const type = (letter) => {
    if (code.length >= CODE_LENGTH) return;
    code += letter;
    paint();
    if (code.length === CODE_LENGTH) send();
  };
  const send = async () => {
    const whole = code;
    code = "";
    await on.pair(whole);
    paint();
  };
  const rub = () => {
    code = code.slice(0, -1);
    paint();
  };
  const keys = [...CODE_LETTERS].map((letter) => element("button", { type: "button", textContent: letter, onclick: () => type(letter) }));
  const back = element("button", { type: "button", className: "rub", onclick: rub }, icon("undo-2"), element("span"));
  const node = element("div", { className: "pairing" }, title, hint, typed, fault, element("div", { className: "keys" }, ...keys, back));
  document.addEventListener("keydown", (event) => {
    if (node.hidden || root(node).hidden || event.ctrlKey || event.altKey) return;
    if (event.key === "Backspace") rub();
    else if (CODE_LETTERS.includes(event.key.toUpperCase())) type(event.key.toUpperCase());
  });
  return {
    node,
    show(state, say) {
      put(title, say("pair_title"));
      put(hint, say("pair_hint"));
      put(back.lastChild, say("pair_rub"));
      back.setAttribute("aria-label", say("pair_rub"));
      put(fault, state.pairRefused === "" ? "" : say(`pair_${state.pairRefused}`));
      paint = () => {
        slots.forEach((slot, place) => put(slot, code[place] ?? ""));
        typed.setAttribute("aria-label", say("pair_typed", { count: code.length, all: CODE_LENGTH }));
      };
      paint();
    },
  };
}

function root(node) {
  return node.parentElement;
}

function waiting() {
  const title = element("h1");
  const hint = element("p");
  const node = element("div", { className: "plain" }, icon("refresh-cw"), title, hint);
  return {
    node,
    show(state, say) {
      put(title, say("connecting_title"));
      put(hint, say(state.line === "cut" ? "connecting_again" : "connecting_hint"));
    },
  };
}

function refused(on) {
  const sign = icon("monitor");
  const title = element("h1");
  const hint = element("p");
  const button = element("button", { type: "button", id: "retake", className: "primary", onclick: on.retake });
  const node = element("div", { className: "plain" }, sign, title, hint, button);
  return {
    node,
    show(state, say) {
      setIcon(sign, state.refused === "taken" ? "monitor" : "refresh-cw");
      put(title, say(`refused_${state.refused}_title`));
      put(hint, say(`refused_${state.refused}_hint`));
      put(button, say(`refused_${state.refused}_button`));
    },
  };
}
