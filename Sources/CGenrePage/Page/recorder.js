// Records the microphone and writes a WAV file, so that no browser's own codec matters.

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
    await context.audioWorklet.addModule("/recorder-worklet.js");
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
      return new File([wav(blocks, rate)], name, { type: "audio/wav" });
    },
  };
}

function release(stream, context) {
  for (const track of stream.getTracks()) track.stop();
  context.close();
}

/** A WAV file of 16-bit samples. */
function wav(blocks, rate) {
  const count = blocks.reduce((sum, block) => sum + block.length, 0);
  const view = new DataView(new ArrayBuffer(44 + 2 * count));
  const ascii = (offset, letters) => [...letters].forEach((letter, index) => view.setUint8(offset + index, letter.charCodeAt(0)));
  ascii(0, "RIFF");
  view.setUint32(4, 36 + 2 * count, true);
  ascii(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  ascii(36, "data");
  view.setUint32(40, 2 * count, true);
  let offset = 44;
  for (const block of blocks) {
    for (const sample of block) {
      view.setInt16(offset, Math.max(-1, Math.min(1, sample)) * 32767, true);
      offset += 2;
    }
  }
  return view.buffer;
}
