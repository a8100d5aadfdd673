// What a participant must look at now: decided from the state alone.

import { consented, currentStep, talks } from "./state.js";

const PANES = { form: "form", document: "camera", signature: "signature", receipt: "text", message: "text" };
const PROMPTS = { finished: "goodbye", form_awaited: "please_wait" };
const CARDS = ["ktp", "kitas", "kartu_peserta", "npwp"];

// Which pane is large, and the keys of its instruction and hint; `name` is the recorded prompt to it.
export function screen(state) {
  const step = currentStep(state);
  if (state.line === "refused") return { cover: "refused" };
  if (state.paired === null) return { cover: "pairing" };
  if (state.welcome === null) return { cover: "connecting" };
  if (!state.script?.run) return told("check", "welcome");
  if (state.rereads) return told("consent", "reread");
  if (!consented(state)) return told("consent", state.declined ? "declined" : "consent");
  if (state.show !== null) return told("shown", "shown");
  if (!state.asked && step?.alone) return told("needs", "needs");
  if (step === null) return told("text", "finished");
  if (step.needs === "interview" || step.needs === "consent") return interview(state);
  if (step.needs === "form" || step.needs === "signature") return withForm(state, step);
  if (step.needs === "document") return camera(state, step);
  return told(PANES[step.needs], step.needs);
}

function interview(state) {
  if (talks(state)) return told("officer", "talk");
  if (state.line === "open" && state.status?.lamp === "announced") return told("officer", "announced");
  return told("hold", "hold");
}

function withForm(state, step) {
  return state.form === null ? told("text", "form_awaited") : told(PANES[step.needs], step.needs);
}

function camera(state, step) {
  const hint = state.guidance === null ? "document" : `guidance_${state.guidance.code}`;
  const name = CARDS.includes(step.document) ? "show_card" : "show_paper";
  return { pane: "camera", title: "document", hint, paper: step.document, name };
}

function told(pane, key) {
  return { pane, title: key, hint: key, paper: null, name: PROMPTS[key] ?? key };
}
