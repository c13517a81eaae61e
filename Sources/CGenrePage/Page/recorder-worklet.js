// Runs beside the page: hands the microphone's samples over, mixed down.

class Tap extends AudioWorkletProcessor {
  process(inputs) {
    const channels = inputs[0];
    if (channels.length > 0) {
      const mono = new Float32Array(channels[0].length);
      for (const channel of channels) {
        for (let index = 0; index < mono.length; index += 1) mono[index] += channel[index] / channels.length;
      }
      this.port.postMessage(mono, [mono.buffer]);
    }
    return true;
  }
}

registerProcessor("tap", Tap);
