// The left side: the instruction, what is wrong with camera or microphone, and the one pane that matters now.

import { element, icon, put } from "../dom.js";
import { cameraPane, cameraRow } from "./camera.js";
import { checkPane, holdPane } from "./check.js";
import { consentPane } from "./consent.js";
import { formPane } from "./form.js";
import { needsPane } from "./needs.js";
import { officerPane } from "./officer.js";
import { shownPane } from "./shown.js";
import { signaturePane } from "./signature.js";
import { textPane } from "./text.js";

const PARTS = {
  check: checkPane,
  hold: holdPane,
  consent: consentPane,
  needs: needsPane,
  form: formPane,
  camera: cameraPane,
  signature: signaturePane,
  officer: officerPane,
  shown: shownPane,
  text: textPane,
};

export function work(root, on) {
  const title = element("h1", { id: "instruction" });
  const hint = element("p", { id: "hint" });
  const noticeText = element("span");
  const notice = element("div", { id: "notice", role: "alert", hidden: true }, icon("triangle-alert"), noticeText);
  const parts = Object.entries(PARTS).map(([name, make]) => {
    const pane = element("div", { className: `pane ${name}`, hidden: true });
    const made = make(pane, on);
    return { name, pane, show: made.show ?? made, forget: made.forget ?? (() => {}) };
  });
  const row = element("div", { className: "row", hidden: true });
  const showRow = cameraRow(row, on);
  root.append(title, hint, notice, ...parts.map((part) => part.pane), row);
  let run = "";
  return (state, say, now) => {
    if (run !== (state.script?.run ?? "")) parts.forEach((part) => part.forget());
    run = state.script?.run ?? "";
    if (now.pane === undefined) return;
    const values = now.paper === null ? { officer: state.welcome?.officer ?? "" } : { paper: say(`paper_${now.paper}`) };
    put(title, say(`title_${now.title}`, values));
    title.dataset.length = title.textContent.length > 44 ? "longest" : title.textContent.length > 34 ? "long" : "";
    put(hint, say(`hint_${now.hint}`, values));
    const trouble = troubleOf(state);
    notice.hidden = trouble === null;
    put(noticeText, trouble === null ? "" : say(trouble));
    for (const { name, pane, show } of parts) {
      pane.hidden = name !== now.pane;
      if (name === now.pane) show(state, say, now);
    }
    row.hidden = now.pane !== "camera";
    if (!row.hidden) showRow(state, say);
  };
}

// The one thing to mend first.
export function troubleOf({ devices, covered }) {
  if (covered) return "camera_covered";
  if (devices.camera === "refused" || devices.camera === "missing") return `camera_${devices.camera}`;
  if (devices.microphone !== "good") return `microphone_${devices.microphone}`;
  return null;
}
