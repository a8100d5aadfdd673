// Takes a still at the camera's full resolution and sends it over the data channel, in chunks and with its hash.

const QUALITY = 0.92;
const LESS_QUALITY = 0.8;
const MOST_BYTES = 12 << 20;
const CHUNK_BYTES = 16 << 10;
const ENOUGH_BUFFERED = 512 << 10;
const PHOTO_MS = 1000;
const STALL_MS = 15000;

let photoTooSlow = false;

// Returns a JPEG blob with its width and height. The photo of the camera itself is taken where it comes within a second.
export async function takeStill(stream) {
  const track = stream.getVideoTracks()[0];
  const { width, height } = track.getSettings();
  const photo = await takePhoto(track);
  if (photo !== null && photo.width * photo.height >= width * height) return photo;
  return grab(stream);
}

async function takePhoto(track) {
  if (photoTooSlow || !("ImageCapture" in window)) return null;
  try {
    const blob = await within(PHOTO_MS, new ImageCapture(track).takePhoto());
    if (blob.type !== "image/jpeg" || blob.size > MOST_BYTES) return null;
    const picture = await createImageBitmap(blob);
    const { width, height } = picture;
    picture.close();
    return { blob, width, height };
  } catch {
    photoTooSlow = true; // it will not be better the next time, and a participant waits
    return null;
  }
}

async function grab(stream) {
  const video = document.createElement("video");
  video.muted = true;
  video.srcObject = stream;
  try {
    await video.play();
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    canvas.getContext("2d").drawImage(video, 0, 0);
    let blob = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
    if (blob.size > MOST_BYTES) blob = await canvas.convertToBlob({ type: "image/jpeg", quality: LESS_QUALITY });
    return { blob, width: canvas.width, height: canvas.height };
  } finally {
    video.srcObject = null;
  }
}

// Sends one still after the other, whole or not at all; rejects where the channel is not open or stalls.
export class StillSender {
  #last = Promise.resolve();

  send(channel, id, track, still) {
    const sent = this.#last.then(() => transmit(channel, id, track, still));
    this.#last = sent.catch(() => {});
    return sent;
  }
}

async function transmit(channel, id, track, { blob, width, height }) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const sha256 = hex(await crypto.subtle.digest("SHA-256", bytes));
  await opened(channel);
  channel.send(JSON.stringify({ type: "still", id, track, mime: "image/jpeg", size: bytes.length, sha256, width, height }));
  channel.bufferedAmountLowThreshold = ENOUGH_BUFFERED / 2;
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    if (channel.bufferedAmount > ENOUGH_BUFFERED) await once(channel, "bufferedamountlow");
    channel.send(bytes.subarray(start, start + CHUNK_BYTES));
  }
}

function opened(channel) {
  if (channel === null) return Promise.reject(new Error("no channel"));
  return channel.readyState === "open" ? Promise.resolve() : once(channel, "open");
}

function once(channel, name) {
  return within(
    STALL_MS,
    new Promise((resolve, reject) => {
      channel.addEventListener(name, resolve, { once: true });
      channel.addEventListener("close", () => reject(new Error("the channel closed")), { once: true });
    }),
  );
}

function within(milliseconds, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("too slow")), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function hex(buffer) {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
