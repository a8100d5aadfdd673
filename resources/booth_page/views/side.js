// The right side: the officer or oneself, the status card, the call button, and the instruction once more.

import { attribute, element, icon, moving, play, put, setIcon } from "../dom.js";
import { consented } from "../state.js";
import { officerPicture } from "./officer.js";
import { statusCard } from "./status.js";

const OWN_PANES = ["camera", "check", "hold"];

export function side(root, on) {
  const officer = element("figure", { className: "officer" });
  const own = moving();
  const inset = element("figure", { className: "self" }, own, element("figcaption", { className: "label bottomleft" }));
  const pictures = element("div", { className: "pictures" }, officer, inset);
  const card = element("section", { id: "status" });
  const call = element("button", { type: "button", id: "call", onclick: on.call }, icon("hand"), element("span"));
  const listen = element("button", { type: "button", id: "listen", onclick: on.listen }, icon("volume-2"), element("span"));
  const hide = element("button", { type: "button", id: "hide", onclick: on.cover }, icon("eye-off"), element("span"));
  root.append(pictures, card, call, element("div", { className: "minor" }, listen, hide));
  const showOfficer = officerPicture(officer, on.age);
  const showCard = statusCard(card);
  return (state, say, now) => {
    showOfficer(state, say);
    play(own, state.cameras.face);
    pictures.dataset.large = now.pane === "officer" ? "self" : "officer";
    inset.hidden = OWN_PANES.includes(now.pane) || state.cameras.face === null;
    put(inset.lastChild, say(state.covered ? "self_covered" : "self"));
    showCard(state, say);
    const called = state.callAsked ?? state.status?.called ?? false;
    attribute(call, "aria-pressed", called);
    call.disabled = state.line !== "open" || !state.script?.run;
    setIcon(call.firstChild, called ? "check" : "hand");
    put(call.lastChild, say(called ? "called" : "call"));
    put(listen.lastChild, say("listen"));
    hide.disabled = !consented(state) || !state.script?.run || state.cameras.face === null;
    setIcon(hide.firstChild, state.covered ? "eye" : "eye-off");
    put(hide.lastChild, say(state.covered ? "uncover" : "cover"));
    attribute(hide, "aria-label", say(state.covered ? "uncover_label" : "cover_label"));
    hide.classList.toggle("on", state.covered);
  };
}
