// What the browser itself can tell of a file: its peaks, drawn as a waveform in the colours of the genres.

const peakCount = 600;
const largestFile = 40 << 20;

/** The peaks of a file, 0 to 1, or null where the browser cannot decode it. */
export async function peaks(file) {
  try {
    // A low rate is plenty for a picture; still, an hour of it is too much for a phone.
    if (file.size > largestFile) return null;
    const context = new OfflineAudioContext(1, 1, 8000);
    const sound = await context.decodeAudioData(await file.arrayBuffer());
    const samples = sound.getChannelData(0);
    const result = new Float32Array(peakCount);
    for (let index = 0; index < peakCount; index += 1) {
      const end = Math.floor(((index + 1) * samples.length) / peakCount);
      for (let at = Math.floor((index * samples.length) / peakCount); at < end; at += 1) {
        result[index] = Math.max(result[index], Math.abs(samples[at]));
      }
    }
    const loudest = result.reduce((most, value) => Math.max(most, value), 0);
    return loudest > 0 ? result.map((value) => value / loudest) : result;
  } catch {
    return null;
  }
}

/** Draws peaks; `genreClassAt(share)` names the colour class at a share of the piece. */
export function drawWaveform(canvas, values, genreClassAt) {
  const scale = window.devicePixelRatio || 1;
  const width = Math.max(1, Math.round(canvas.clientWidth * scale));
  const height = Math.max(1, Math.round(canvas.clientHeight * scale));
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  const style = getComputedStyle(document.documentElement);
  const step = 3 * scale;
  for (let x = 0; x < width; x += step) {
    const share = x / width;
    const value = values[Math.min(values.length - 1, Math.floor(share * values.length))];
    const bar = Math.max(scale, value * height * 0.96);
    context.fillStyle = style.getPropertyValue(`--${genreClassAt(share)}`);
    context.fillRect(x, (height - bar) / 2, 2 * scale, bar);
  }
}
