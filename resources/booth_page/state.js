// What the page knows, in one place. Parts change it, views are told once after all changes of a moment.

export function createState(initial) {
  let values = initial;
  let due = false;
  const watchers = [];
  return {
    get values() {
      return values;
    },
    change(patch) {
      values = { ...values, ...patch };
      if (due) return;
      due = true;
      queueMicrotask(() => {
        due = false;
        for (const watcher of watchers) watcher(values);
      });
    },
    watch(watcher) {
      watchers.push(watcher);
    },
  };
}

export const FIRST = {
  language: "id",
  big: false,
  contrast: false,
  paired: null, // { booth, token }
  pairRefused: "", // why the last code was not taken
  line: "connecting", // connecting, open, cut, refused
  cutSince: null, // the time of day, such as "09.42"
  refused: "", // not_paired, taken, old_page
  welcome: null,
  status: null,
  script: null, // { run, steps }
  at: null, // the code of the step
  consent: null, // { given, since }
  declined: false,
  asked: false, // whether one was asked what is hard
  needs: [], // hearing, sight, reading: what is hard for the one who sits here
  rereads: false, // reads the consent again, from the first chapter
  form: null,
  wrong: [],
  show: null,
  callAsked: null, // true or false until the desk says the same
  guidance: null,
  still: "", // sending, sent, failed
  devices: { camera: "missing", microphone: "missing", document_camera: "missing" },
  cameras: { face: null, document: null }, // MediaStreams of the own cameras
  covered: false, // the participant lets no camera be seen for a while
  level: 0, // of the microphone, 0 to 1
  officer: null, // MediaStream of the officer
  media: "off", // off, connecting, live, lost
  pictureAgeS: 0, // of the officer's newest picture
};

export function currentStep(state) {
  return state.script?.steps.find((step) => step.code === state.at) ?? null;
}

export function consented(state) {
  return state.consent?.given === true;
}

export function talks(state) {
  return state.line === "open" && state.status?.lamp === "talk";
}
