// Walks through the script: which step it is, and what was said of this stay, which is said again after every cut.

import { consented, currentStep } from "./state.js";

const IDLE_MS = 180_000;
const TRIES = 3;
const SHORT_NOTICE_MS = 1200;

export class Walk {
  #state;
  #say;
  #said = new Map();
  #fresh = true;
  #tries = 0;
  #idle = 0;
  #next = 0;

  constructor(state, say) {
    this.#state = state;
    this.#say = say;
    document.addEventListener("pointerdown", () => this.#stir(), { passive: true });
  }

  // The line is open again: the next script tells whether the same participant still sits here.
  reconnected() {
    this.#fresh = true;
  }

  // Takes a script; returns whether somebody else sits here now.
  take(script) {
    const { values } = this.#state;
    const another = values.script?.run !== script.run;
    const at = another ? script.at : this.#place(script);
    if (another) this.#said.clear();
    clearTimeout(this.#next);
    this.#state.change({ script: { run: script.run, steps: script.steps }, at, ...(another ? NOBODY : {}) });
    if (!another && this.#fresh) for (const message of this.#said.values()) this.#say(message);
    this.#fresh = false;
    this.#begin();
    return another;
  }

  // Says something that lasts for this stay; `key` names what it replaces.
  says(key, message) {
    const { run } = this.#state.values.script;
    this.#said.delete(key);
    this.#said.set(key, { ...message, run });
    this.#say({ ...message, run });
  }

  // What was said is taken in: it need not be said again.
  forgets(key) {
    this.#said.delete(key);
  }

  // The step is over, and the next one begins.
  done() {
    clearTimeout(this.#next);
    const step = currentStep(this.#state.values);
    if (step === null) return;
    this.says(`step ${step.code}`, { type: "step", step: step.code, state: "done" });
    const { steps } = this.#state.values.script;
    this.#state.change({ at: steps[steps.indexOf(step) + 1]?.code ?? null, guidance: null, still: "" });
    this.#begin();
  }

  // What the desk sees of the paper: a taken one leads on, one that is refused three times needs the officer.
  guided(guidance) {
    if (currentStep(this.#state.values)?.needs !== "document") return;
    this.#state.change({ guidance });
    this.#stir();
    clearTimeout(this.#next);
    if (guidance.code === "taken") this.#next = setTimeout(() => this.done(), SHORT_NOTICE_MS);
    if (guidance.code === "again" && ++this.#tries >= TRIES) this.#stuck();
  }

  // Of the same stay: after a cut one goes on where one was, else the desk's word holds.
  #place(script) {
    const index = (code) => (code === null ? script.steps.length : script.steps.findIndex((step) => step.code === code));
    const own = this.#state.values.at;
    if (this.#fresh && index(own) > index(script.at)) return own;
    for (const step of script.steps.slice(Math.max(0, index(script.at)))) this.#said.delete(`step ${step.code}`);
    return script.at;
  }

  #begin() {
    this.#tries = 0;
    const step = currentStep(this.#state.values);
    if (step === null) return;
    this.#say({ type: "step", run: this.#state.values.script.run, step: step.code, state: "begun" });
    this.#stir();
    if (step.needs === "consent" && consented(this.#state.values)) this.done();
  }

  #stir() {
    clearTimeout(this.#idle);
    if (currentStep(this.#state.values)?.alone) this.#idle = setTimeout(() => this.#stuck(), IDLE_MS);
  }

  #stuck() {
    const step = currentStep(this.#state.values);
    if (step !== null) this.#say({ type: "step", run: this.#state.values.script.run, step: step.code, state: "stuck" });
  }
}

// What is known of the one who sat here before and must be gone when somebody else does.
const NOBODY = {
  status: null,
  consent: null,
  asked: false,
  declined: false,
  rereads: false,
  form: null,
  wrong: [],
  show: null,
  guidance: null,
  still: "",
  callAsked: null,
};
