// WAV files: what the server reads, whatever the browser had.

/** A WAV file of one channel and 16 bits. */
export function wave(blocks, rate) {
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

const pictures = [[0x89, 0x50, 0x4e, 0x47], [0xff, 0xd8, 0xff], [0x47, 0x49, 0x46, 0x38], [0x49, 0x49, 0x2a, 0], [0x4d, 0x4d, 0, 0x2a]];

/** Whether it is worth letting the browser try to decode a file: not for text and pictures, whatever their names. */
export async function mayBeSound(file) {
  try {
    if (file.size === 0 || /^(text|image)\//.test(file.type)) return false;
    const head = new Uint8Array(await file.slice(0, 512).arrayBuffer());
    return !isPicture(head) && !isText(head);
  } catch {
    return false;
  }
}

function isPicture(head) {
  const begins = (signature, offset = 0) => signature.every((byte, index) => head[offset + index] === byte);
  return pictures.some((signature) => begins(signature)) || begins([0x57, 0x45, 0x42, 0x50], 8); // WEBP
}

function isText(head) {
  const hasMark = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  try {
    // As a stream: the last letter may be cut.
    const text = new TextDecoder(hasMark ? "utf-16" : "utf-8", { fatal: true }).decode(head, { stream: true });
    return hasMark || !/[\0-\x08\x0e-\x1f]/.test(text);
  } catch {
    return false;
  }
}

/**
 * A file as WAV with one channel, or null where the browser cannot decode it, either. Phones record M4A, which browsers
 * know and the server may not.
 */
export async function converted(file, rate) {
  try {
    const context = new OfflineAudioContext(1, 1, rate);
    const sound = await context.decodeAudioData(await file.arrayBuffer());
    const channels = Array.from({ length: sound.numberOfChannels }, (_, index) => sound.getChannelData(index));
    const mono = channels[0].map((_, at) => channels.reduce((sum, channel) => sum + channel[at], 0) / channels.length);
    return new File([wave([mono], rate)], file.name, { type: "audio/wav" });
  } catch {
    return null;
  }
}
