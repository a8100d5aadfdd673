// The pictures and sounds to and from the desk: one WebRTC connection, made anew whenever it fails.

const GATHER_MS = 2000;
const TROUBLE_MS = 1000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 8000;
const LOOK_MS = 1000;
const LOOKS_A_RATING = 3;
const SILENT_LOOKS = 2; // the desk sends sound all the time, silence too: without any the connection is dead
const ANSWER_MS = 4000;
const BITS_A_PIXEL = 0.09;
const LEAST_BITRATE = 150_000;
const FIRST_ASK = { width: 640, height: 360, fps: 15 }; // until the desk says how large it shows the camera

export class Peer {
  stills = null; // RTCDataChannel, for stills.js
  #connection = null;
  #senders = {};
  #asks = {};
  #covered = false;
  #media = null;
  #tries = 0;
  #number = 0; // of the newest offer
  #timer = 0;
  #answer = 0;
  #looking = 0;
  #looks = 0;
  #silent = 0;
  #before = null;
  #received = null;
  #on;

  // `on` has say(message), unanswered(), officer(stream or null) and media("off", "connecting", "live", "lost").
  constructor(on) {
    this.#on = on;
  }

  // Sends what `media` has, from now on and again after every failure.
  async start(media) {
    this.#media = media;
    this.#tries = 0;
    await this.#connect();
  }

  stop() {
    this.#media = null;
    clearTimeout(this.#timer);
    this.#close();
    this.#on.media("off");
    this.#on.officer(null);
  }

  get isOn() {
    return this.#media !== null;
  }

  // The answer to an offer that another one has followed fits no connection any more.
  async take(answer) {
    if (answer.number !== this.#number || this.#connection?.signalingState !== "have-local-offer") return;
    clearTimeout(this.#answer);
    const connection = this.#connection;
    try {
      await connection.setRemoteDescription({ type: "answer", sdp: answer.sdp });
    } catch {
      this.#fail(connection);
    }
  }

  // A camera is shown at this size and rate: no more than that is sent, beginning with the next frame.
  ask({ track, width, height, fps }) {
    this.#asks[track] = { width, height, fps };
    this.#limit(track);
  }

  // Of a covered camera nothing is sent, not even a dark picture.
  cover(covered) {
    this.#covered = covered;
    for (const role of Object.keys(this.#senders)) this.#limit(role);
  }

  async #connect() {
    this.#close();
    this.#on.media("connecting");
    const connection = new RTCPeerConnection();
    this.#connection = connection;
    const remote = new MediaStream();
    connection.ontrack = ({ track }) => {
      remote.addTrack(track);
      this.#on.officer(remote);
    };
    connection.onconnectionstatechange = () => this.#changed(connection);
    const lines = this.#lines(connection);
    this.stills = connection.createDataChannel("stills");
    this.stills.binaryType = "arraybuffer";
    try {
      await connection.setLocalDescription();
      await gathered(connection);
    } catch {
      this.#fail(connection);
      return;
    }
    if (connection !== this.#connection) return;
    const mids = Object.fromEntries(lines.map(([role, line]) => [line.mid, role]));
    this.#number += 1;
    this.#on.say({ type: "offer", number: this.#number, sdp: connection.localDescription.sdp, mids });
    this.#answer = setTimeout(() => {
      this.#fail(connection);
      this.#on.unanswered();
    }, ANSWER_MS);
    this.#looking = setInterval(() => this.#look(connection), LOOK_MS);
  }

  #lines(connection) {
    const { face, document: second, sound } = this.#media;
    connection.addTransceiver(sound?.getAudioTracks()[0] ?? "audio", { direction: sound ? "sendrecv" : "recvonly" });
    const lines = [];
    const add = (role, stream, direction) => {
      const track = stream.getVideoTracks()[0];
      const line = connection.addTransceiver(track, { direction, sendEncodings: [this.#encoding(role, track)] });
      lines.push([role, line]);
    };
    if (face !== null) add("face", face, "sendrecv");
    else connection.addTransceiver("video", { direction: "recvonly" });
    if (second !== null) add("document", second, "sendonly");
    this.#senders = Object.fromEntries(lines.map(([role, line]) => [role, line.sender]));
    return lines;
  }

  async #limit(role) {
    const sender = this.#senders[role];
    if (!sender?.track) return;
    const parameters = sender.getParameters();
    if (parameters.encodings.length === 0) return;
    parameters.degradationPreference = "maintain-resolution"; // what is asked for on stage is looked at closely
    Object.assign(parameters.encodings[0], this.#encoding(role, sender.track));
    try {
      await sender.setParameters(parameters);
    } catch (fault) {
      if (fault.name === "InvalidStateError") return; // another ask came between; that one holds
      throw fault;
    }
  }

  // Of a camera whose size is not known the whole picture is sent.
  #encoding(role, track) {
    const size = track.getSettings();
    const { width, height, fps } = this.#asks[role] ?? FIRST_ASK;
    const smaller = size.width ? Math.max(1, Math.min(size.width / width, size.height / height)) : 1;
    const pixels = size.width ? (size.width * size.height) / smaller ** 2 : width * height;
    const maxBitrate = Math.max(LEAST_BITRATE, Math.round(pixels * fps * BITS_A_PIXEL));
    return { active: !this.#covered, scaleResolutionDownBy: smaller, maxFramerate: fps, maxBitrate };
  }

  #changed(connection) {
    if (connection !== this.#connection) return;
    clearTimeout(this.#timer);
    if (connection.connectionState === "connected") {
      this.#tries = 0;
      this.#on.media("live");
      for (const role of Object.keys(this.#senders)) this.#limit(role);
    } else if (connection.connectionState === "disconnected") {
      this.#timer = setTimeout(() => this.#fail(connection), TROUBLE_MS);
    } else if (connection.connectionState === "failed" || connection.connectionState === "closed") {
      this.#fail(connection);
    }
  }

  #fail(connection) {
    if (connection !== this.#connection || this.#media === null) return;
    this.#close();
    this.#on.media("lost");
    this.#timer = setTimeout(() => this.#connect(), Math.min(FIRST_PAUSE_MS * 2 ** this.#tries, LONGEST_PAUSE_MS));
    this.#tries += 1;
  }

  async #look(connection) {
    if (connection.connectionState !== "connected") return;
    const stats = await connection.getStats();
    if (connection !== this.#connection) return;
    const received = receivedOf(stats);
    this.#silent = received === this.#received ? this.#silent + 1 : 0;
    this.#received = received;
    if (this.#silent >= SILENT_LOOKS) this.#fail(connection);
    else if (++this.#looks % LOOKS_A_RATING === 0) this.#rate(stats);
  }

  #rate(stats) {
    const told = rated(stats, this.#before);
    this.#before = told.seen;
    this.#on.say({ type: "rating", ...told.rating });
  }

  #close() {
    clearTimeout(this.#answer);
    clearInterval(this.#looking);
    const connection = this.#connection;
    this.#connection = null;
    this.#senders = {};
    this.#before = null;
    this.#received = null;
    this.#silent = 0;
    this.stills = null;
    if (connection !== null) {
      connection.onconnectionstatechange = null;
      connection.close();
    }
  }
}

// How the officer's stream arrives, and what holds back the own one; loss is that since the last look.
function rated(stats, before) {
  const rating = { rtt_ms: null, lost_percent: null, fps: null, limited_by: "none" };
  const seen = { lost: 0, received: 0 };
  for (const one of stats.values()) {
    if (one.type === "candidate-pair" && one.nominated && one.currentRoundTripTime !== undefined) {
      rating.rtt_ms = one.currentRoundTripTime * 1000;
    } else if (one.type === "inbound-rtp") {
      seen.lost += one.packetsLost ?? 0;
      seen.received += one.packetsReceived ?? 0;
      if (one.kind === "video") rating.fps = one.framesPerSecond ?? null;
    } else if (one.type === "outbound-rtp" && one.kind === "video" && one.qualityLimitationReason) {
      rating.limited_by = one.qualityLimitationReason;
    }
  }
  const lost = seen.lost - (before?.lost ?? 0);
  const all = seen.received - (before?.received ?? 0) + lost;
  if (all > 0) rating.lost_percent = (100 * Math.max(0, lost)) / all;
  return { rating, seen };
}

function receivedOf(stats) {
  return [...stats.values()].reduce((sum, one) => sum + (one.type === "inbound-rtp" ? (one.packetsReceived ?? 0) : 0), 0);
}

function gathered(connection) {
  return new Promise((resolve) => {
    const done = () => {
      if (connection.iceGatheringState === "complete") resolve();
    };
    connection.addEventListener("icegatheringstatechange", done);
    setTimeout(resolve, GATHER_MS);
    done();
  });
}
