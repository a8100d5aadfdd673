// The booth's own cameras and microphone: opens them at their best, says how they are, and opens them again when they return.

import { cameraNames } from "./settings.js";

const BEST = { width: { ideal: 3840 }, height: { ideal: 2160 }, frameRate: { ideal: 30 } };
const FACE_BESIDE_DOCUMENT = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
const LEVEL_MS = 150;
const SILENT_AFTER_MS = 4000;
const SILENCE = 0.0005; // a microphone that is alive always hisses
const AGAIN_MS = 3000;

export class Media {
  face = null; // MediaStream of one video track
  document = null;
  sound = null;
  #covered = false;
  #health = { camera: "missing", microphone: "missing", document_camera: "missing" };
  #on;
  #meter = null;
  #opening = false;
  #again = 0;

  // `on` has changed(media), devices(health) and level(value from 0 to 1).
  constructor(on) {
    this.#on = on;
    navigator.mediaDevices?.addEventListener("devicechange", () => this.open());
  }

  get health() {
    return this.#health;
  }

  // A covered camera gives no picture, not even to its own page; the sound goes on.
  cover(covered) {
    this.#covered = covered;
    for (const stream of [this.face, this.document]) {
      for (const track of stream?.getTracks() ?? []) track.enabled = !covered;
    }
  }

  async open() {
    if (this.#opening) return;
    this.#opening = true;
    clearTimeout(this.#again);
    const before = [this.face, this.document, this.sound];
    await this.#openSound();
    await this.#openCameras();
    this.cover(this.#covered);
    this.#opening = false;
    if (before.some((stream, place) => stream !== [this.face, this.document, this.sound][place])) this.#on.changed(this);
    if (this.#health.camera !== "good" || this.#health.microphone === "missing" || this.#health.microphone === "refused") {
      this.#again = setTimeout(() => this.open(), AGAIN_MS);
    }
  }

  async #openSound() {
    if (lives(this.sound)) return;
    this.sound = null;
    const [stream, health] = await ask({ audio: SOUND });
    this.sound = stream;
    this.#tell({ microphone: health });
    this.#listen();
    this.#watch(stream);
  }

  async #openCameras() {
    if (!lives(this.face)) {
      this.face = null;
      const [stream, health] = await ask({ video: BEST });
      this.face = stream;
      this.#tell({ camera: health });
      this.#watch(stream);
    }
    if (this.face !== null && !lives(this.document)) await this.#openSecond();
  }

  // Labels are told only once a camera is open, so the first one may have to be changed for the one that was chosen.
  async #openSecond() {
    this.document = null;
    const { face, document: second } = await chosen(this.face);
    if (face !== null) {
      stop(this.face);
      [this.face] = await ask({ video: { ...BEST, deviceId: { exact: face } } });
      this.#watch(this.face);
    }
    if (second === null) {
      this.#tell({ camera: this.face === null ? "missing" : "good", document_camera: "missing" });
      return;
    }
    await this.face?.getVideoTracks()[0].applyConstraints(FACE_BESIDE_DOCUMENT).catch(() => {});
    const [stream, health] = await ask({ video: { ...BEST, deviceId: { exact: second } } });
    if (stream !== null) stream.getVideoTracks()[0].contentHint = "detail";
    this.document = stream;
    this.#tell({ document_camera: health });
    this.#watch(stream);
  }

  #watch(stream) {
    for (const track of stream?.getTracks() ?? []) track.onended = () => this.open();
  }

  #tell(patch) {
    const next = { ...this.#health, ...patch };
    if (JSON.stringify(next) === JSON.stringify(this.#health)) return;
    this.#health = next;
    this.#on.devices(next);
  }

  #listen() {
    this.#meter?.stop();
    this.#meter = this.sound === null ? null : new Meter(this.sound, this.#on.level, (health) => this.#tell({ microphone: health }));
    if (this.#meter === null) this.#on.level(0);
  }
}

// How loud the microphone is, and whether it gives nothing at all.
class Meter {
  #context = new AudioContext();
  #timer;

  constructor(stream, onLevel, onHealth) {
    const analyser = this.#context.createAnalyser();
    analyser.fftSize = 2048;
    this.#context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let heardAt = performance.now();
    this.#timer = setInterval(() => {
      if (this.#context.state === "suspended") this.#context.resume().catch(() => {});
      if (this.#context.state !== "running") heardAt = performance.now();
      analyser.getFloatTimeDomainData(samples);
      const energy = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
      if (energy > SILENCE) heardAt = performance.now();
      onLevel(Math.min(1, Math.max(0, 1 + Math.log10(energy + 1e-6) / 3)));
      onHealth(performance.now() - heardAt > SILENT_AFTER_MS ? "silent" : "good");
    }, LEVEL_MS);
  }

  stop() {
    clearInterval(this.#timer);
    this.#context.close();
  }
}

async function ask(constraints) {
  try {
    return [await navigator.mediaDevices.getUserMedia(constraints), "good"];
  } catch (fault) {
    return [null, fault.name === "NotAllowedError" || fault.name === "SecurityError" ? "refused" : "missing"];
  }
}

// The ids of the cameras to open: the face camera only where it is another than the one that is open.
async function chosen(face) {
  const cameras = (await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === "videoinput");
  const names = cameraNames();
  const named = (part) => (part === "" ? undefined : cameras.find((camera) => camera.label.includes(part)));
  const open = face.getVideoTracks()[0].getSettings().deviceId;
  const second = named(names.document);
  const first = named(names.face) ?? (second?.deviceId === open ? cameras.find((camera) => camera !== second) : undefined);
  const faceId = first?.deviceId ?? open;
  const other = second ?? (names.document === "none" ? undefined : cameras.find((camera) => camera.deviceId !== faceId));
  return {
    face: faceId === open ? null : faceId,
    document: other === undefined || other.deviceId === faceId ? null : other.deviceId,
  };
}

function lives(stream) {
  return stream?.getTracks().every((track) => track.readyState === "live") ?? false;
}

function stop(stream) {
  for (const track of stream?.getTracks() ?? []) {
    track.onended = null;
    track.stop();
  }
}
