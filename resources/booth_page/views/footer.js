// The foot of the page: whether one is recorded, the ticket, the time.

import { clockWithZone } from "../clock.js";
import { element, put } from "../dom.js";
import { consented } from "../state.js";

export function footer(root) {
  const dot = element("i", { className: "dot", "aria-hidden": "true" });
  const bold = element("b");
  const rest = element("span");
  const ticketName = element("span");
  const ticket = element("b");
  const time = element("b", { className: "time" });
  root.append(dot, element("span", { className: "truth" }, bold, " ", rest), element("span", { className: "ticket" }, ticketName, " ", ticket), time);
  const tick = () => put(time, clockWithZone(new Date()));
  setInterval(tick, 5000);
  return (state, say) => {
    const recorded = state.line === "open" && state.status?.recording === true && consented(state);
    dot.hidden = !recorded;
    put(bold, say(recorded ? "recorded" : "not_recorded"));
    put(rest, say(recorded ? "recorded_rest" : "not_recorded_rest", { time: recorded ? state.consent.since : "" }));
    const number = state.status?.ticket ?? "";
    ticketName.parentElement.hidden = number === "";
    put(ticketName, say("ticket"));
    put(ticket, number);
    tick();
  };
}
