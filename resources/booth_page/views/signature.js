// The pad for a finger; strokes are kept as lines of points from 0 to 1.

import { element, put } from "../dom.js";

const WIDTH = 640;
const HEIGHT = 240; // the proportions of booth/signature.py
const MOST_STROKES = 60;
const MOST_POINTS = 2000;
const LEAST_LENGTH = 0.15; // less is a slip of the finger

export function signaturePane(root, on) {
  const canvas = element("canvas", { width: WIDTH * 2, height: HEIGHT * 2, id: "pad" });
  const line = element("p");
  const clear = element("button", { type: "button", id: "clear" });
  const finish = element("button", { type: "button", id: "sign", className: "primary", disabled: true });
  root.append(element("div", { className: "sheet" }, canvas), element("div", { className: "choices" }, line, clear, finish));
  const pad = new Pad(canvas, (whole) => (finish.disabled = !whole));
  clear.addEventListener("click", () => pad.clear());
  finish.addEventListener("click", () => {
    on.sign(pad.strokes);
    pad.clear();
  });
  const show = (state, say) => {
    canvas.setAttribute("aria-label", say("title_signature"));
    put(line, say("sign_line"));
    put(clear, say("sign_clear"));
    put(finish, say("sign_done"));
  };
  return { show, forget: () => pad.clear() };
}

class Pad {
  strokes = [];
  #canvas;
  #pen;
  #on;
  #open = null;

  constructor(canvas, onChange) {
    this.#canvas = canvas;
    this.#pen = canvas.getContext("2d");
    this.#on = onChange;
    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => (this.#open = null));
    this.clear();
  }

  clear() {
    this.strokes = [];
    this.#open = null;
    this.#pen.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    Object.assign(this.#pen, { lineWidth: 8, lineCap: "round", lineJoin: "round", strokeStyle: "#14202b" });
    this.#on(false);
  }

  #down(event) {
    if (this.strokes.length >= MOST_STROKES) return;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#open = event.pointerId;
    this.strokes.push([this.#place(event)]);
    this.#draw();
  }

  #move(event) {
    if (this.#open !== event.pointerId) return;
    const stroke = this.strokes.at(-1);
    for (const one of event.getCoalescedEvents?.() ?? [event]) {
      if (stroke.length < MOST_POINTS) stroke.push(this.#place(one));
    }
    this.#draw();
    this.#on(this.strokes.reduce((sum, line) => sum + length(line), 0) > LEAST_LENGTH);
  }

  #place(event) {
    const box = this.#canvas.getBoundingClientRect();
    const part = (value) => Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;
    return [part((event.clientX - box.left) / box.width), part((event.clientY - box.top) / box.height)];
  }

  #draw() {
    const stroke = this.strokes.at(-1);
    const { width, height } = this.#canvas;
    this.#pen.beginPath();
    stroke.forEach(([x, y], place) => (place === 0 ? this.#pen.moveTo(x * width, y * height) : this.#pen.lineTo(x * width, y * height)));
    if (stroke.length === 1) this.#pen.lineTo(stroke[0][0] * width, stroke[0][1] * height);
    this.#pen.stroke();
  }
}

function length(line) {
  return line.slice(1).reduce((sum, [x, y], place) => sum + Math.hypot(x - line[place][0], y - line[place][1]), 0);
}
