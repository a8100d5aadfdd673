// The officer's picture, large while one talks and at the side else, with what is true of it.

import { element, icon, moving, play, put, setIcon } from "../dom.js";
import { consented } from "../state.js";
import { watchAge } from "../freshness.js";

const LAMPS = { talk: "mic", held: "mic-off", announced: "volume-2", listened: "mic" };

export function officerPicture(root, onAge = null) {
  const video = moving();
  const empty = element("div", { className: "empty" }, icon("user"), element("span"));
  const name = element("span", { className: "label bottomleft" });
  const lamp = element("span", { className: "label topright" }, icon("mic-off"), element("span"));
  const old = element("span", { className: "label old" });
  root.append(video, empty, name, lamp, old);
  if (onAge !== null) watchAge(video, onAge);
  return (state, say) => {
    play(video, state.officer);
    const key = emptyKey(state);
    empty.hidden = key === null;
    video.classList.toggle("away", key !== null);
    put(empty.lastChild, key === null ? "" : say(key));
    name.hidden = !state.welcome?.officer;
    put(name, say("officer", { officer: state.welcome?.officer ?? "" }));
    const code = state.line === "open" && consented(state) ? state.status?.lamp : undefined;
    lamp.hidden = code === undefined;
    root.dataset.lamp = code ?? "";
    if (code !== undefined) {
      setIcon(lamp.firstChild, LAMPS[code]);
      put(lamp.lastChild, say(`lamp_${code}`));
    }
    old.hidden = key !== null || !(state.pictureAgeS >= 2);
    put(old, old.hidden ? "" : say("picture_old", { seconds: state.pictureAgeS }));
  };
}

export function officerPane(root) {
  return officerPicture(root);
}

function emptyKey(state) {
  if (!consented(state)) return "officer_before_consent";
  if (state.line !== "open" || state.media === "lost") return "officer_lost";
  if (state.media !== "live") return "officer_connecting";
  return state.pictureAgeS === null ? "officer_without_picture" : null;
}
