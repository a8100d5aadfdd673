// While one waits: whether camera, microphone and loudspeaker are right, and what to have ready.

import { element, icon, moving, play, put } from "../dom.js";
import { chime } from "../speech.js";

export function checkPane(root) {
  const show = check(root);
  return (state, say) => show(state, say);
}

export function holdPane(root) {
  const heading = element("h2");
  const list = element("ul");
  const note = element("p");
  const box = element("div", { className: "check" });
  const show = check(box);
  root.append(element("div", { className: "prepare" }, heading, list, note), box);
  return (state, say) => {
    put(heading, say("prepare"));
    const papers = state.script.steps.filter((step) => step.document).map((step) => say(`paper_${step.document}`));
    const lines = [...papers, say("prepare_account"), say("prepare_phone")];
    if (lines.join("\n") !== [...list.children].map((item) => item.textContent).join("\n")) {
      list.replaceChildren(...lines.map((line) => element("li", {}, icon("file-text"), element("span", { textContent: line }))));
    }
    put(note, say("hold_note"));
    show(state, say);
  };
}

function check(root) {
  const video = moving();
  video.classList.add("mirrored");
  const label = element("span", { className: "label topleft" });
  const word = element("span");
  const meter = element("meter", { min: 0, max: 1 });
  const sound = element("button", { type: "button", className: "chime", onclick: chime }, icon("volume-2"), element("span"));
  root.append(
    element("div", { className: "own" }, video, label),
    element("div", { className: "tools" }, element("div", { className: "level" }, icon("mic"), word, meter), sound),
  );
  return (state, say) => {
    play(video, state.cameras.face);
    put(label, say(state.covered ? "self_covered" : "own_camera"));
    put(word, say(state.devices.microphone === "good" ? "speak_to_test" : "microphone_not"));
    meter.value = state.level;
    meter.setAttribute("aria-label", say("level"));
    put(sound.lastChild, say("chime"));
  };
}
