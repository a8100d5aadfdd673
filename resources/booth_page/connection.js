// The line to the desk: says hello, hands on what is said, and comes back by itself for ever after a cut.
// A try waits no longer than a network that is there needs, and the next comes soon: the cut may end at any moment.

export const VERSION = 1;

const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 1000;
const HELLO_MS = 2500;
const FINAL = ["not_paired", "taken", "old_page"];

export class Connection {
  #socket = null;
  #tries = 0;
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
    const late = setTimeout(() => this.#lost(socket), HELLO_MS);
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

  #lost(socket) {
    if (socket !== this.#socket || this.#hello === null) return;
    this.#drop();
    this.#on.cut();
    this.#timer = setTimeout(() => this.#connect(), pause(this.#tries));
    this.#tries += 1;
  }

  #hurry() {
    if (this.#timer === 0 || this.#socket !== null) return;
    clearTimeout(this.#timer);
    this.#connect();
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }
}

// Doubles up to a second; half of it is chance, so that six booths do not all come back in the same instant.
export function pause(tries, chance = Math.random()) {
  const whole = Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS);
  return whole / 2 + (whole / 2) * chance;
}
