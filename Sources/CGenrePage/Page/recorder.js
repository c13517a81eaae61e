// Records the microphone and writes a WAV file, so that no browser's own codec matters.

import { wave } from "./wave.js";

/** Whether this browser lets this page record: it wants https, or this machine itself. */
export const canRecord = Boolean(navigator.mediaDevices?.getUserMedia && window.AudioWorkletNode);

/** Starts to record; `stop()` of what is returned ends that and gives the file. */
export async function startRecording() {
  // Noise suppression and the like are made for speech and spoil music.
  const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await navigator.mediaDevices.getUserMedia({ audio });
  const context = new AudioContext();
  const blocks = [];
  try {
    await context.audioWorklet.addModule("recorder-worklet.js");
    const tap = new AudioWorkletNode(context, "tap", { numberOfOutputs: 0 });
    tap.port.onmessage = (message) => blocks.push(message.data);
    context.createMediaStreamSource(stream).connect(tap);
    await context.resume();
  } catch (error) {
    release(stream, context);
    throw error;
  }
  return {
    async stop(name) {
      const rate = context.sampleRate;
      release(stream, context);
      return new File([wave(blocks, rate)], name, { type: "audio/wav" });
    },
  };
}

function release(stream, context) {
  for (const track of stream.getTracks()) track.stop();
  context.close();
}
