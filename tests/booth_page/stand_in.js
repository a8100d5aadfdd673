// In place of a booth's devices, before the page itself begins: a camera that shows one colour with the desk's time code,
// and a microphone that gives one tone. And ears: how strong each tone is in what the page receives, in all of it.
// `standIn` has colour, hertz, tones (to listen for, in Hz) and clockMs (to be added to Date.now() for the desk's clock).

window.heard = []; // a row for each 100 ms of received sound, with the strength of each tone from 0 to 1

if (navigator.mediaDevices) {
  const { colour, hertz, tones, clockMs } = standIn;
  const FPS = 15;

  // As cso_desk/video/time_code.py draws it.
  const [WIDTH, HEIGHT, COLUMNS, BLOCK, EDGE] = [1280, 720, 24, 12, 12];

  const checked = (number) => {
    let sum = 0xffff;
    for (const shift of [24, 16, 8, 0]) {
      sum ^= ((number >>> shift) & 0xff) << 8;
      for (let bit = 0; bit < 8; bit += 1) sum = ((sum << 1) ^ (sum & 0x8000 ? 0x1021 : 0)) & 0xffff;
    }
    return [number >>> 8, ((number & 0xff) << 16) | sum];
  };

  const draw = (pen) => {
    pen.fillStyle = colour;
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    checked(Math.floor(Date.now() + clockMs) >>> 0).forEach((bits, row) => {
      for (let column = 0; column < COLUMNS; column += 1) {
        pen.fillStyle = (bits >>> (COLUMNS - 1 - column)) & 1 ? "rgb(208 208 208)" : "rgb(32 32 32)";
        pen.fillRect(WIDTH - EDGE - (COLUMNS - column) * BLOCK, EDGE + row * BLOCK, BLOCK, BLOCK);
      }
    });
  };

  const camera = () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
    const pen = canvas.getContext("2d", { alpha: false });
    draw(pen);
    setInterval(draw, 1000 / FPS, pen);
    return canvas.captureStream(FPS);
  };

  const microphone = () => {
    const context = new AudioContext();
    const [tone, volume] = [new OscillatorNode(context, { frequency: hertz }), new GainNode(context, { gain: 0.25 })];
    const end = context.createMediaStreamDestination();
    tone.connect(volume).connect(end);
    tone.start();
    return end.stream;
  };

  const strength = (samples, tone, rate) => {
    const turn = 2 * Math.cos((2 * Math.PI * tone) / rate);
    let [now, before] = [0, 0];
    for (const sample of samples) [now, before] = [sample + turn * now - before, now];
    return (2 * Math.sqrt(Math.max(0, now * now + before * before - turn * now * before))) / samples.length;
  };

  const listen = async (track) => {
    const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 500 }).readable.getReader();
    let [block, filled] = [new Float32Array(0), 0];
    for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
      const rate = value.sampleRate;
      const piece = new Float32Array(value.numberOfFrames);
      value.copyTo(piece, { planeIndex: 0, format: "f32-planar" });
      value.close();
      if (block.length !== rate / 10) [block, filled] = [new Float32Array(rate / 10), 0];
      for (const sample of piece) {
        block[filled] = sample;
        filled = (filled + 1) % block.length;
        if (filled === 0) window.heard.push(tones.map((tone) => strength(block, tone, rate)));
      }
    }
  };

  navigator.mediaDevices.enumerateDevices = async () => [];
  navigator.mediaDevices.getUserMedia = async (asked) => (asked.video ? camera() : microphone());
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...settings) {
      super(...settings);
      this.addEventListener("track", ({ track }) => track.kind === "audio" && listen(track));
    }
  };
}
