// Joins the parts of the page: what the desk says goes into the state, what the participant does goes to the desk.

import { clock, setClock } from "./clock.js";
import { Connection } from "./connection.js";
import { attribute, put } from "./dom.js";
import { loadIcons } from "./icons.js";
import { keepPage, loadAnew, pageVersion } from "./kept.js";
import { Media } from "./media.js";
import { codeOfAddress, redeem } from "./pairing.js";
import { Peer } from "./peer.js";
import { screen } from "./screen.js";
import * as settings from "./settings.js";
import { Speech } from "./speech.js";
import { FIRST, consented, createState, currentStep, talks } from "./state.js";
import { StillSender, takeStill } from "./stills.js";
import { hasText, loadTexts, text } from "./texts.js";
import { chapters } from "./views/chapters.js";
import { cover } from "./views/cover.js";
import { footer } from "./views/footer.js";
import { header } from "./views/header.js";
import { side } from "./views/side.js";
import { work } from "./views/work.js";
import { Walk } from "./walk.js";

const CONSENT_TEXT = "consent_1"; // grows with every change of the words that are agreed to
const COACH_MS = 4000;
const ALOUD = { shown: ".what h2, .what p", hold: ".prepare h2, .prepare li, .prepare p", text: ".pane.text p" };
const COACH = { still: "hold_still", hold: "guidance_hold" }; // "hold" is what one hears who is put on hold

const kept = settings.load();
const state = createState({
  ...FIRST,
  language: kept.language ?? "id",
  ...sizesKept(),
  paired: kept.paired ?? null,
});
const speech = new Speech();
const stills = new StillSender();

const connection = new Connection({
  opened(welcome) {
    state.change({ line: "open", cutSince: null, refused: "", welcome });
    walk.reconnected();
    sayDevices();
  },
  heard: hear,
  cut() {
    peer.stop();
    const { cutSince } = state.values;
    state.change({ line: "cut", cutSince: cutSince ?? clock(new Date()), status: null, guidance: null, callAsked: null });
  },
  refused(code) {
    peer.stop();
    if (code === "not_paired") {
      settings.keep({ paired: null, consent: null });
      state.change({ paired: null, line: "connecting", pairRefused: "not_paired", welcome: null, script: null, consent: null });
      return;
    }
    state.change({ line: "refused", refused: code });
    if (code === "old_page") loadAnew();
  },
});

const media = new Media({
  changed: ({ face, document }) => {
    state.change({ cameras: { face, document } });
    if (peer.isOn) peer.start(media);
  },
  devices: (devices) => {
    state.change({ devices });
    sayDevices();
  },
  level: (level) => state.change({ level }),
});

const peer = new Peer({
  say,
  unanswered: () => connection.renew(),
  officer: (officer) => {
    state.change({ officer });
    document.getElementById("voice").srcObject = officer;
  },
  media: (now) => state.change({ media: now }),
});

const walk = new Walk(state, say);

function sizesKept() {
  const { big, contrast } = settings.load();
  return { big: big ?? false, contrast: contrast ?? matchMedia("(prefers-contrast: more)").matches };
}

function say(message) {
  return connection.say(message);
}

function sayDevices() {
  return say({ type: "devices", ...media.health, covered: state.values.covered });
}

// The participant wants not to be seen for a while, or wants to be seen again; the sound goes on.
function coverCameras(covered) {
  if (covered === state.values.covered) return;
  media.cover(covered);
  peer.cover(covered);
  state.change({ covered, guidance: null });
  sayDevices();
}

function hear(message) {
  const run = state.values.script?.run;
  switch (message.type) {
    case "answer":
      return peer.take(message);
    case "ask":
      return peer.ask(message);
    case "status":
      setClock(message.clock);
      return state.change({ status: message, callAsked: null });
    case "script":
      return sit(message);
    case "needs":
      return message.run === run ? learn(message) : undefined;
    case "form":
      return message.run === run ? state.change({ form: message, wrong: stillWrong(message) }) : undefined;
    case "show":
      return state.change({ show: message.what === "nothing" ? null : message });
    case "guidance":
      coach(message.code);
      return walk.guided(message);
    case "take_still":
      return sendStill(message.id, message.track);
    case "prompt":
      return speech.say(state.values.language, message.name, spoken(message.name));
  }
}

// Somebody sits down, goes on, or leaves: nothing of the one before stays, and nothing is sent before the consent.
function sit(script) {
  if (walk.take(script)) {
    peer.stop();
    coverCameras(false);
    suit([]);
    speak(settings.load().language ?? "id");
    const before = settings.load().consent;
    if (script.run !== "" && before?.run === script.run) state.change({ consent: { given: true, since: before.since }, asked: before.asked === true });
    else settings.keep({ consent: null });
  }
  if (!consented(state.values)) return;
  if (!peer.isOn) peer.start(media);
  sayConsent(true);
  if (currentStep(state.values)?.needs === "consent") walk.done();
}

function sayConsent(given) {
  walk.says("consent", { type: "consent", given, text: CONSENT_TEXT, language: state.values.language });
}

// Weak sight wants large letters and high contrast, for as long as this participant sits here; the buttons change it still.
function suit(needs) {
  const weak = needs.includes("sight");
  const sizes = weak === state.values.needs.includes("sight") ? {} : weak ? { big: true, contrast: true } : sizesKept();
  state.change({ needs, ...sizes });
}

function speak(language) {
  if (language === state.values.language) return;
  state.change({ language });
  say({ type: "language", language });
}

// The desk says what the claim knows of this participant: there is nothing left to ask.
function learn({ needs, language }) {
  walk.forgets("needs");
  suit(needs);
  speak(language ?? state.values.language);
  state.change({ asked: true });
}

function sayNeeds() {
  const { needs, language } = state.values;
  walk.says("needs", { type: "needs", needs, language });
}

function stillWrong(form) {
  const before = state.values.form;
  const same = before?.version === form.version;
  return same ? state.values.wrong : [];
}

function agree() {
  if (state.values.rereads) return state.change({ rereads: false });
  const since = clock(new Date());
  settings.keep({ consent: { run: state.values.script.run, since } });
  state.change({ consent: { given: true, since }, declined: false });
  sayConsent(true);
  peer.start(media);
  if (currentStep(state.values)?.needs === "consent") walk.done();
}

function refuse() {
  settings.keep({ consent: null });
  peer.stop();
  state.change({ consent: { given: false, since: null }, declined: true, rereads: false });
  sayConsent(false);
}

async function sendStill(id, track) {
  const { cameras } = state.values;
  const role = track === "document" && cameras.document !== null ? "document" : "face";
  if (!consented(state.values) || state.values.covered || cameras[role] === null) return;
  state.change({ still: "sending" });
  try {
    await stills.send(peer.stills, id, role, await takeStill(cameras[role]));
    state.change({ still: "sent" });
  } catch {
    state.change({ still: "failed" });
  }
}

const on = {
  language(language) {
    settings.keep({ language });
    speak(language);
    if (state.values.asked && consented(state.values)) sayNeeds();
  },
  wants: speak,
  need(need) {
    const { needs } = state.values;
    suit(needs.includes(need) ? needs.filter((one) => one !== need) : [...needs, need]);
  },
  needed() {
    const { needs, language } = state.values;
    settings.keep({ consent: { ...settings.load().consent, asked: true } });
    state.change({ asked: true });
    if (needs.length > 0 || language !== "id") sayNeeds();
  },
  big() {
    settings.keep({ big: !state.values.big });
    state.change({ big: !state.values.big });
  },
  contrast() {
    settings.keep({ contrast: !state.values.contrast });
    state.change({ contrast: !state.values.contrast });
  },
  async pair(code) {
    const { paired, refused } = await redeem(code);
    if (paired === undefined) return state.change({ pairRefused: refused });
    settings.keep({ paired });
    history.replaceState(null, "", location.pathname + location.search);
    state.change({ paired, pairRefused: "" });
    begin();
  },
  retake() {
    if (state.values.refused === "old_page") return location.reload();
    state.change({ line: "connecting", refused: "" });
    begin();
  },
  agree,
  refuse,
  reread: () => state.change({ rereads: !state.values.rereads }),
  mark(key) {
    const { wrong } = state.values;
    state.change({ wrong: wrong.includes(key) ? wrong.filter((one) => one !== key) : [...wrong, key] });
  },
  confirm() {
    const { form, wrong } = state.values;
    walk.says("confirmed", { type: "confirmed", form_version: form.version, wrong });
    walk.done();
  },
  sign(strokes) {
    walk.says("signed", { type: "signed", form_version: state.values.form.version, strokes });
    walk.done();
  },
  take: () => sendStill(`page-${Date.now().toString(36)}`, "document"),
  next: () => walk.done(),
  call() {
    const wanted = !(state.values.callAsked ?? state.values.status?.called ?? false);
    state.change({ callAsked: wanted });
    walk.says("call", { type: "call", wanted });
  },
  cover: () => coverCameras(!state.values.covered),
  listen() {
    const now = screen(state.values);
    speech.say(state.values.language, now.name ?? "", instruction(), state.values.needs.includes("reading") ? writing(now) : "");
  },
  age: (pictureAgeS) => {
    if (pictureAgeS !== state.values.pictureAgeS) state.change({ pictureAgeS });
  },
};

function begin() {
  connection.open(() => ({ page: version, token: state.values.paired.token, language: state.values.language }));
  media.open();
  stayAwake();
}

// A tablet whose screen goes dark is no booth; the browser lets go of this whenever the page is hidden.
function stayAwake() {
  navigator.wakeLock?.request("screen").catch(() => {});
}

function words(key, values) {
  return text(state.values.language, key, values);
}

function spoken(name) {
  return hasText(state.values.language, `prompt_${name}`) ? words(`prompt_${name}`) : "";
}

function instruction() {
  const parts = ["instruction", "hint"].map((id) => document.getElementById(id).textContent);
  return parts.join(". ");
}

let announced = "";
let said = "";

function show(values) {
  const now = screen(values);
  document.documentElement.lang = values.language;
  document.title = values.paired === null ? words("booth_new") : words("booth", { booth: values.paired.booth });
  document.documentElement.classList.toggle("big", values.big);
  document.documentElement.classList.toggle("contrast", values.contrast);
  document.documentElement.classList.toggle("written", values.needs.includes("hearing"));
  attribute(document.body, "data-pane", now.pane ?? "");
  for (const view of views) view(values, words, now);
  if (now.pane === undefined) return;
  announce(values, now);
}

let coached = { code: "", at: 0 };

// What to do better with the paper is said once, and no faster than it can be followed.
function coach(code) {
  if (code === coached.code || code === "show" || talks(state.values) || performance.now() - coached.at < COACH_MS) return;
  coached = { code, at: performance.now() };
  speech.say(state.values.language, COACH[code] ?? code, words(`hint_guidance_${code}`));
}

// Screen readers hear each new instruction and truth once; the voice says a new instruction unless one talks.
function announce(values, now) {
  const truth = document.querySelector("#status .truth")?.innerText ?? "";
  const line = `${document.getElementById("instruction").textContent}. ${truth}`;
  if (line !== announced) put(document.getElementById("announcer"), line);
  announced = line;
  const more = values.needs.includes("reading") ? writing(now) : "";
  const key = `${values.language} ${now.title} ${now.paper} ${values.script?.run} ${more}`;
  if (key === said) return;
  said = key;
  if (!talks(values) && values.script?.run) speech.say(values.language, now.name, instruction(), more);
}

// What else stands there to be read, for whom reading is hard; never the form's values, which others might overhear.
function writing(now) {
  const nodes = document.querySelectorAll(ALOUD[now.pane] ?? "none");
  return [...nodes].map((node) => node.textContent).filter(Boolean).join(". ");
}

const [version] = await Promise.all([pageVersion(), loadTexts(), loadIcons()]);
const views = [
  header(document.getElementById("header"), on),
  chapters(document.getElementById("chapters"), on),
  cover(document.getElementById("cover"), on),
  work(document.getElementById("work"), on),
  side(document.getElementById("side"), on),
  footer(document.getElementById("footer")),
];
state.watch(show);
show(state.values);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && stayAwake());
// A browser may hold back sound until the first touch; a kiosk started as the desk says does not.
document.addEventListener("pointerdown", () => document.getElementById("voice").play().catch(() => {}), { passive: true });
const code = codeOfAddress();
if (state.values.paired !== null) begin();
else if (code !== "") on.pair(code);
keepPage();
