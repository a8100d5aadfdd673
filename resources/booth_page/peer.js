// The pictures and sounds to and from the desk: one WebRTC connection, made anew whenever it fails.

const GATHER_MS = 2000;
const TROUBLE_MS = 2500;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;
const RATING_MS = 3000;
const ANSWER_MS = 8000;
const BITS_A_PIXEL = 0.09;
const LEAST_BITRATE = 150_000;
const FIRST_ASK = { width: 640, height: 360, fps: 15 }; // until the desk says how large it shows the camera

export class Peer {
  stills = null; // RTCDataChannel, for stills.js
  #connection = null;
  #senders = {};
  #asks = {};
  #media = null;
  #tries = 0;
  #timer = 0;
  #answer = 0;
  #rating = 0;
  #before = null;
  #on;

  // `on` has say(message), officer(stream or null) and media("off", "connecting", "live", "lost").
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

  async take(answer) {
    if (this.#connection?.signalingState !== "have-local-offer") return;
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
    this.#on.say({ type: "offer", sdp: connection.localDescription.sdp, mids });
    this.#answer = setTimeout(() => this.#fail(connection), ANSWER_MS);
    this.#rating = setInterval(() => this.#rate(connection), RATING_MS);
  }

  #lines(connection) {
    const { face, document: second, sound } = this.#media;
    connection.addTransceiver(sound?.getAudioTracks()[0] ?? "audio", { direction: sound ? "sendrecv" : "recvonly" });
    const lines = [];
    const first = connection.addTransceiver(face?.getVideoTracks()[0] ?? "video", { direction: face ? "sendrecv" : "recvonly" });
    if (face !== null) lines.push(["face", first]);
    if (second !== null) lines.push(["document", connection.addTransceiver(second.getVideoTracks()[0], { direction: "sendonly" })]);
    this.#senders = Object.fromEntries(lines.map(([role, line]) => [role, line.sender]));
    return lines;
  }

  async #limit(role) {
    const sender = this.#senders[role];
    const size = sender?.track?.getSettings();
    if (!size?.width) return;
    const { width, height, fps } = this.#asks[role] ?? FIRST_ASK;
    const parameters = sender.getParameters();
    if (parameters.encodings.length === 0) return;
    parameters.degradationPreference = "maintain-resolution"; // what is asked for on stage is looked at closely
    const smaller = Math.max(1, Math.min(size.width / width, size.height / height));
    const pixels = (size.width * size.height) / smaller ** 2;
    parameters.encodings[0].scaleResolutionDownBy = smaller;
    parameters.encodings[0].maxFramerate = fps;
    parameters.encodings[0].maxBitrate = Math.max(LEAST_BITRATE, Math.round(pixels * fps * BITS_A_PIXEL));
    try {
      await sender.setParameters(parameters);
    } catch (fault) {
      if (fault.name === "InvalidStateError") return; // another ask came between; that one holds
      throw fault;
    }
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

  async #rate(connection) {
    const told = rated(await connection.getStats(), this.#before);
    this.#before = told.seen;
    if (connection === this.#connection && connection.connectionState === "connected") {
      this.#on.say({ type: "rating", ...told.rating });
    }
  }

  #close() {
    clearTimeout(this.#answer);
    clearInterval(this.#rating);
    const connection = this.#connection;
    this.#connection = null;
    this.#senders = {};
    this.#before = null;
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
