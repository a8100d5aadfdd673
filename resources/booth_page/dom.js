// Makes and changes elements; nothing is written that is there already, so that a screen reader hears changes alone.

import { iconAddress } from "./icons.js";

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && name !== "role") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

export function icon(name) {
  const node = element("span", { className: "icon", "aria-hidden": "true" });
  setIcon(node, name);
  return node;
}

export function setIcon(node, name) {
  if (node.dataset.icon === name) return;
  node.dataset.icon = name;
  node.style.setProperty("--icon", `url("${iconAddress(name)}")`);
}

export function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function attribute(node, name, value) {
  if (value === null) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, String(value));
}

// Shows a stream in a video element; the same stream again changes nothing, so the picture does not flicker.
export function play(video, stream) {
  if (video.srcObject === stream) return;
  video.srcObject = stream;
  if (stream !== null) video.play().catch(() => {});
}

export function moving() {
  return element("video", { muted: true, playsInline: true, autoplay: true, disablePictureInPicture: true });
}
