// Listening: the microphone until it is stopped, in overlapping windows that go to the API one after another. What is
// recorded while the connection is lost is kept for two minutes and sent when it is back.

import { openMicrophone } from "./recorder.js";
import { wave } from "./wave.js";

/** How many seconds of windows wait for a connection at most. */
const patience = 120;
const longestPause = 8;
const timeout = 20_000;

/**
 * Listens until `stop()` of what is returned is called, or until the server refuses.
 *
 * `plan`: the model, its window in seconds and its rate in Hz, what `isPassing(code)` says of errors that pass, and what is called:
 * `onAnswer(window, answer)` with the window's `start` and `end` in seconds, `onLost(error)`, `onFound()`, `onEnd(error)`.
 */
export async function startListening(plan) {
  const listening = new Listening(plan);
  await listening.open();
  listening.run();
  return listening;
}

class Listening {
  constructor(plan) {
    this.plan = plan;
    /** The seconds from one window to the next. */
    this.stride = plan.window / 2;
    this.id = crypto.randomUUID();
    this.blocks = [];
    /** The samples up to now, and those in `blocks`. */
    this.count = 0;
    this.held = 0;
    this.nextCut = null;
    this.queue = [];
    this.isOn = true;
    this.isLost = false;
    this.wake = () => {};
    this.request = null;
  }

  async open() {
    this.microphone = await openMicrophone((block) => this.take(block), () => this.end({ code: "microphone" }));
    this.lock = await navigator.wakeLock?.request("screen").catch(() => null);
  }

  get rate() {
    return this.microphone.rate;
  }

  take(block) {
    if (!this.isOn || !this.microphone) return;
    this.nextCut ??= this.stride * this.rate;
    this.blocks.push(block);
    this.count += block.length;
    this.held += block.length;
    while (this.held - this.blocks[0].length >= this.plan.window * this.rate) this.held -= this.blocks.shift().length;
    if (this.count < this.nextCut) return;
    this.nextCut += this.stride * this.rate;
    this.cut();
  }

  cut() {
    const end = this.count / this.rate;
    this.queue.push({ blocks: [...this.blocks], start: end - this.held / this.rate, end });
    // The oldest are given up; the timeline has a gap there.
    if (this.queue.length * this.stride > patience) this.queue.shift();
    this.wake();
  }

  /** Sends window after window. */
  async run() {
    let pause = 1;
    while (this.isOn) {
      const window = this.queue[0];
      if (!window) {
        await new Promise((resolve) => (this.wake = resolve));
        continue;
      }
      const answer = await this.send(window);
      if (!this.isOn) return;
      if (answer.error && this.plan.isPassing(answer.error.code)) {
        if (!this.isLost) this.plan.onLost(answer.error);
        this.isLost = true;
        await new Promise((resolve) => setTimeout(resolve, 1000 * pause));
        pause = Math.min(longestPause, 2 * pause);
        continue;
      }
      if (answer.error) return this.end(answer.error);
      // It may have been given up meanwhile.
      if (this.queue[0] === window) this.queue.shift();
      if (this.isLost) this.plan.onFound();
      this.isLost = false;
      pause = 1;
      this.plan.onAnswer(window, answer);
    }
  }

  /** The API's answer, or its error; `network` where there is none. */
  async send(window) {
    this.request = new AbortController();
    const alarm = setTimeout(() => this.request.abort(), timeout);
    try {
      const body = new FormData();
      body.append("file", await file(window.blocks, this.rate, this.plan.sampleRate));
      const query = `timeline=false&listening=${this.id}&model=${encodeURIComponent(this.plan.model)}`;
      const answer = await fetch(`api/classify?${query}`, { method: "POST", body, signal: this.request.signal });
      const json = await answer.json();
      return answer.ok || json.error ? json : { error: { code: "network" } };
    } catch {
      return { error: { code: "network" } };
    } finally {
      clearTimeout(alarm);
    }
  }

  stop() {
    this.isOn = false;
    this.microphone.close();
    this.lock?.release().catch(() => {});
    this.request?.abort();
    this.wake();
  }

  end(error) {
    if (!this.isOn) return;
    this.stop();
    this.plan.onEnd(error);
  }
}

/** Samples as a WAV file at the rate of the model, which is less to send. */
async function file(blocks, from, to) {
  const count = blocks.reduce((sum, block) => sum + block.length, 0);
  const context = new OfflineAudioContext(1, Math.max(1, Math.round((count * to) / from)), to);
  const sound = context.createBuffer(1, count, from);
  let offset = 0;
  for (const block of blocks) {
    sound.copyToChannel(block, 0, offset);
    offset += block.length;
  }
  const source = context.createBufferSource();
  source.buffer = sound;
  source.connect(context.destination);
  source.start();
  const samples = (await context.startRendering()).getChannelData(0);
  return new File([wave([samples], to)], "microphone.wav", { type: "audio/wav" });
}
