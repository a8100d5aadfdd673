// The own camera while a paper is held to it: never mirrored, with the frame the paper belongs in.

import { attribute, element, icon, moving, play, put, setIcon } from "../dom.js";

export function cameraPane(root) {
  const video = moving();
  const label = element("span", { className: "label topleft" });
  const frame = element("div", { className: "frame", "aria-hidden": "true" }, ...["a", "b", "c", "d"].map((corner) => element("i", { className: corner })));
  root.append(video, frame, label);
  return (state, say) => {
    play(video, state.cameras.document ?? state.cameras.face);
    put(label, say(state.covered ? "self_covered" : state.cameras.document === null ? "own_camera" : "document_camera"));
    attribute(root, "data-code", state.guidance?.code ?? "");
  };
}

// Below it: light, glare, what the desk is doing, and the participant's own trigger.
export function cameraRow(root, on) {
  const bright = mark();
  const glare = mark();
  const word = element("span");
  const bar = element("progress", { max: 1 });
  const doing = element("div", { className: "doing" }, word, bar);
  const trigger = element("button", { type: "button", id: "take", onclick: on.take }, icon("camera"), element("span"));
  const next = element("button", { type: "button", id: "next", className: "primary", onclick: on.next }, element("span"), icon("arrow-right"));
  root.append(bright.node, glare.node, doing, trigger, next);
  return (state, say) => {
    bright.show(state.guidance?.bright ?? null, say, "bright");
    glare.show(state.guidance?.no_glare ?? null, say, "no_glare");
    const judged = state.guidance !== null && state.guidance.code !== "show";
    put(word, judged ? say(`doing_${state.guidance.code}`) : state.still === "" ? say("doing_show") : say(`still_${state.still}`));
    bar.value = state.guidance?.progress ?? 0;
    bar.hidden = !(state.guidance?.progress > 0);
    const unjudged = state.still === "sent" && !judged;
    bright.node.hidden = glare.node.hidden = unjudged;
    trigger.hidden = state.guidance?.progress > 0;
    next.hidden = !unjudged;
    trigger.disabled = state.still === "sending" || state.covered || state.line !== "open" || state.media !== "live";
    put(trigger.lastChild, say(state.still === "sent" || state.still === "failed" ? "take_again" : "take"));
    put(next.firstChild, say("next"));
  };
}

function mark() {
  const sign = icon("circle-dashed");
  const word = element("span");
  const node = element("div", { className: "mark" }, sign, word);
  return {
    node,
    show(good, say, key) {
      node.dataset.good = String(good);
      setIcon(sign, good === null ? "circle-dashed" : good ? "circle-check" : "triangle-alert");
      put(word, say(good === false ? `${key}_not` : key));
    },
  };
}
