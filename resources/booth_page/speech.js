// Says the instruction: a recorded prompt where the desk has one, else the browser's own voice.

const VOICES = { id: ["id"], en: ["en"], jv: ["jv", "id"] };
const CHIME_HZ = [660, 880];
const CHIME_S = 0.25;

export class Speech {
  #sound = null;
  #turn = 0;

  // `more` is said after it, by the browser's voice.
  async say(language, name, words, more = "") {
    this.stop();
    this.#turn += 1;
    const turn = this.#turn;
    if (await this.#recorded(`/prompts/${language}/${name}`)) {
      if (turn === this.#turn) this.#sound?.addEventListener("ended", () => this.#synthesised(language, more));
      return;
    }
    if (turn === this.#turn) this.#synthesised(language, more === "" ? words : `${words}. ${more}`);
  }

  stop() {
    this.#sound?.pause();
    this.#sound = null;
    window.speechSynthesis?.cancel();
  }

  async #recorded(address) {
    const sound = new Audio(address);
    this.#sound = sound;
    try {
      await sound.play();
      return true;
    } catch {
      return false;
    }
  }

  #synthesised(language, words) {
    if (!window.speechSynthesis || words === "") return;
    const saying = new SpeechSynthesisUtterance(words);
    const voices = speechSynthesis.getVoices();
    saying.voice = VOICES[language].map((code) => voices.find((voice) => voice.lang.startsWith(code))).find(Boolean) ?? null;
    saying.lang = saying.voice?.lang ?? VOICES[language][0];
    saying.rate = 0.9;
    speechSynthesis.speak(saying);
  }
}

// Two tones, so that one hears whether the loudspeaker is on.
export async function chime() {
  const context = new AudioContext();
  await context.resume();
  CHIME_HZ.forEach((pitch, place) => {
    const tone = new OscillatorNode(context, { frequency: pitch });
    const volume = new GainNode(context, { gain: 0.2 });
    tone.connect(volume).connect(context.destination);
    tone.start(context.currentTime + place * CHIME_S);
    tone.stop(context.currentTime + (place + 1) * CHIME_S);
    if (place === CHIME_HZ.length - 1) tone.onended = () => context.close();
  });
}
