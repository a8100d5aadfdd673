// How old the newest picture of a video element is: a still must never look live.

const LOOK_MS = 500;

export function watchAge(video, onAge) {
  let shownAt = null;
  const seen = () => {
    shownAt = performance.now();
    video.requestVideoFrameCallback(seen);
  };
  video.requestVideoFrameCallback(seen);
  video.addEventListener("emptied", () => (shownAt = null));
  setInterval(() => onAge(shownAt === null ? null : Math.floor((performance.now() - shownAt) / 1000)), LOOK_MS);
}
