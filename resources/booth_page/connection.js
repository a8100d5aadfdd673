// The line to the desk: says hello, hands on what is said, and comes back by itself for ever after a cut.
// A try that hangs knocks each second or two by itself, as TCP does, and is left before it knocks too seldom. Many short
// tries would be worse: after fourteen that failed in some minutes Chromium holds each further one back by up to 5 s.

export const VERSION = 1;

const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 2000;
const OFFLINE_PAUSE_MS = 30_000; // the browser says when there is a network again
const HELLO_MS = 5000;
const HELD_BACK_MS = 5000;
const HELD_BACK_AFTER = 10; // tries
const NEEDS_NO_NETWORK = ["127.0.0.1", "localhost"].includes(location.hostname);
const FINAL = ["not_paired", "taken", "old_page"];

export class Connection {
  #socket = null;
  #tries = 0;
  #triedAt = 0;
  #timer = 0;
  #hello = null;
  #on;

  // `on` has opened(welcome), heard(message), cut() and refused(code).
  constructor(on) {
    this.#on = on;
    window.addEventListener("online", () => this.#hurry());
  }

  open(hello) {
    this.close();
    this.#hello = hello;
    this.#tries = 0;
    this.#connect();
  }

  close() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#hello = null;
    this.#drop();
  }

  // The line stands and nothing comes back: a cut that the browser has not noticed, and might not for a quarter of an hour.
  renew() {
    if (this.isOpen) this.#lost(this.#socket);
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN && this.#socket.welcomed === true;
  }

  // Whether it went out; nothing is kept here, who says lasting things says them again after a cut.
  say(message) {
    if (!this.isOpen) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  #connect() {
    const socket = new WebSocket(`wss://${location.host}/ws`);
    this.#socket = socket;
    this.#triedAt = performance.now();
    const late = setTimeout(() => this.#lost(socket), patience(this.#tries));
    socket.onopen = () => socket.send(JSON.stringify({ type: "hello", version: VERSION, ...this.#hello() }));
    socket.onmessage = (event) => {
      if (socket === this.#socket) this.#take(JSON.parse(event.data), socket, late);
    };
    socket.onclose = () => {
      clearTimeout(late);
      this.#lost(socket);
    };
  }

  #take(message, socket, late) {
    if (message.type === "welcome") {
      clearTimeout(late);
      socket.welcomed = true;
      this.#tries = 0;
      this.#on.opened(message);
    } else if (message.type === "refused" && FINAL.includes(message.code)) {
      this.close();
      this.#on.refused(message.code);
    } else if (message.type !== "refused") {
      this.#on.heard(message);
    }
  }

  // A try that hung has waited already.
  #lost(socket) {
    if (socket !== this.#socket || this.#hello === null) return;
    const hung = socket.welcomed ? 0 : performance.now() - this.#triedAt;
    this.#drop();
    this.#on.cut();
    const rest = navigator.onLine || NEEDS_NO_NETWORK ? pause(this.#tries) : OFFLINE_PAUSE_MS;
    this.#timer = setTimeout(() => this.#connect(), Math.max(0, rest - hung));
    this.#tries += 1;
  }

  // There is a network again: what hangs was begun on the one before.
  #hurry() {
    if (this.#hello === null || this.isOpen) return;
    clearTimeout(this.#timer);
    this.#drop();
    this.#connect();
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }
}

// How long a try may hang; one that the browser may be holding back longer.
export function patience(tries) {
  return HELLO_MS + (tries < HELD_BACK_AFTER ? 0 : HELD_BACK_MS);
}

// Doubles up to two seconds; half of it is chance, so that six booths do not all come back in the same instant.
export function pause(tries, chance = Math.random()) {
  const whole = Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS);
  return whole / 2 + (whole / 2) * chance;
}
