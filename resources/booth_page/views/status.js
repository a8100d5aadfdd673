// The status card: who is served, place and estimate, and what the officer perceives. Only what the desk said, never more.

import { element, icon, put, setIcon } from "../dom.js";

export function statusCard(root) {
  const sign = icon("users");
  const title = element("b");
  const perceives = element("span");
  const place = element("b");
  const wait = element("b");
  const placeName = element("small");
  const waitName = element("small");
  const line = element("div", { className: "line" }, element("div", {}, placeName, place), element("div", {}, waitName, wait));
  root.append(element("div", { className: "truth" }, sign, element("div", {}, title, perceives)), line);
  return (state, say) => {
    root.dataset.line = state.line;
    root.dataset.lamp = state.line === "open" ? (state.status?.lamp ?? "") : "";
    root.setAttribute("aria-label", say("status"));
    const told = state.line === "open" ? state.status : null;
    setIcon(sign, state.line !== "open" ? "wifi-off" : isLate(told) ? "clock" : "users");
    put(title, titleOf(state, told, say));
    put(perceives, state.line === "open" ? (told === null ? "" : say(perceivesKey(told))) : say("cut_hint"));
    line.hidden = told === null || told.place === null || told.place === undefined;
    if (line.hidden) return;
    put(placeName, say("place"));
    put(place, told.place === 0 ? say("place_next") : say("place_after", { number: told.place + 1 }));
    put(waitName, say("wait"));
    put(wait, waitOf(told.wait_s, say));
  };
}

function titleOf(state, told, say) {
  if (state.line !== "open") return say("cut_since", { time: state.cutSince ?? "" });
  if (told === null) return say("status_awaited");
  if (told.lamp === "talk" || told.lamp === "announced") return say(`status_${told.lamp}`);
  if (isLate(told)) return say(told.late_min === 0 ? "status_late_longer" : "status_late", { minutes: told.late_min });
  if (told.serving !== null && told.serving !== state.welcome?.booth) return say("status_serving", { booth: told.serving });
  return say("status_free");
}

function isLate(told) {
  return typeof told?.late_min === "number" && told.lamp !== "talk" && told.lamp !== "announced";
}

function perceivesKey(told) {
  if (told.officer_sees && told.officer_hears) return "perceives_both";
  if (told.officer_sees) return "perceives_sees";
  return told.officer_hears ? "perceives_hears" : "perceives_nothing";
}

function waitOf(seconds, say) {
  if (seconds === null || seconds === undefined) return say("wait_unknown");
  const minutes = Math.ceil(seconds / 60);
  return minutes <= 1 ? say("wait_minute") : say("wait_minutes", { minutes });
}
