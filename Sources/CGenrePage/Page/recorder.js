// The microphone: as a WAV file, so that no browser's own codec matters, or block by block.

import { wave } from "./wave.js";

/** Whether this browser lets this page record: it wants https, or this machine itself. */
export const canRecord = Boolean(navigator.mediaDevices?.getUserMedia && window.AudioWorkletNode);

/** Opens the microphone; `onBlock` gets its samples, of one channel. `close()` of what is returned ends that. */
export async function openMicrophone(onBlock, onEnd = () => {}) {
  // Noise suppression and the like are made for speech and spoil music.
  const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await navigator.mediaDevices.getUserMedia({ audio });
  const context = new AudioContext();
  try {
    await context.audioWorklet.addModule("recorder-worklet.js");
    const tap = new AudioWorkletNode(context, "tap", { numberOfOutputs: 0 });
    tap.port.onmessage = (message) => onBlock(message.data);
    context.createMediaStreamSource(stream).connect(tap);
    await context.resume();
  } catch (error) {
    release(stream, context);
    throw error;
  }
  for (const track of stream.getTracks()) track.addEventListener("ended", onEnd);
  return { rate: context.sampleRate, close: () => release(stream, context) };
}

/** Starts to record; `stop()` of what is returned ends that and gives the file. */
export async function startRecording() {
  const blocks = [];
  const microphone = await openMicrophone((block) => blocks.push(block));
  return {
    async stop(name) {
      microphone.close();
      return new File([wave(blocks, microphone.rate)], name, { type: "audio/wav" });
    },
  };
}

function release(stream, context) {
  for (const track of stream.getTracks()) track.stop();
  context.close();
}
