// From an answer of the API to what one reads: the genre, the candidates as bars, the course through the piece.

import { make, makeSVG } from "./elements.js";
import { explanation } from "./explain.js";
import { clock, drawWaveform, pictureDuration } from "./sound.js";
import { genreName, knows, modelName, text } from "./text.js";

const percent = (confidence) => Math.round(100 * confidence);

/** The sentence to show for an error of the API. In English the server's own says more than a general one. */
export function errorText(error) {
  const key = `error.${error.code}`;
  return knows(key) ? text(key) : error.message;
}

/** The answer in a few words, for the status line. */
export function summary(predictions) {
  return predictions
    .map((prediction) => {
      const gaps = { genre: genreName(prediction.genre), percent: percent(prediction.confidence) };
      const key = isSilent(prediction) ? "warning.silent" : prediction.unsure ? "unsureShort" : "answer";
      const answer = text(key, gaps);
      return predictions.length > 1 ? `${modelName(prediction.model)}: ${answer}` : answer;
    })
    .join("; ");
}

/** A card that says what went wrong with a file. */
export function failureCard(name, error) {
  return make("article", { className: "card failed" }, [
    make("h2", { textContent: name }),
    make("p", { textContent: errorText(error) }),
  ]);
}

/** A card with what the models say of a file. `result`: name, url, peaks or null, predictions, models by name. */
export function resultCard(result) {
  const player = make("audio", { controls: true, src: result.url, preload: "metadata" });
  player.setAttribute("aria-label", text("player", { file: result.name }));
  const seek = (time) => {
    player.currentTime = time;
    player.play().catch(() => {});
  };
  const columns = result.predictions.map((prediction) => column(prediction, result, seek));
  const card = make("article", { className: "card" }, [
    make("h2", { textContent: result.name }),
    player,
    make("div", { className: "columns" }, columns.map((each) => each.element)),
  ]);
  // A canvas knows its size only in the page.
  return { element: card, draw: () => columns.forEach((each) => each.draw()) };
}

function column(prediction, result, seek) {
  const model = result.models[prediction.model];
  const colors = (genre) => `g${Math.max(0, model.genres.indexOf(genre)) % 10}`;
  const isCompared = result.predictions.length > 1;
  // One level below the heading above it.
  const part = (key) => make(isCompared ? "h4" : "h3", { className: "part", textContent: text(key) });
  const course = timeline(prediction, result, colors, seek);
  const element = make("div", { className: "column" }, [
    ...(isCompared ? [make("h3", { className: "model", textContent: modelName(prediction.model) })] : []),
    ...answer(prediction),
    ...prediction.warnings.map((message, index) =>
      make("p", { className: "warning", textContent: warningText(prediction.warningCodes[index], message, model) }),
    ),
    part("candidates"),
    bars(prediction, colors),
    part("timeline"),
    ...course.elements,
  ]);
  return { element, draw: course.draw };
}

function answer(prediction) {
  const gaps = { genre: genreName(prediction.genre), percent: percent(prediction.confidence) };
  if (!prediction.unsure) return [make("p", { className: "answer", textContent: text("answer", gaps) })];
  const unsure = make("p", { className: "answer unsure", textContent: text("unsure") });
  // Where nothing is to be heard, no genre is likelier than another; the warning says so.
  if (isSilent(prediction)) return [unsure];
  return [unsure, make("p", { textContent: text("unsureDetail", gaps) })];
}

const isSilent = (prediction) => prediction.warningCodes.includes("silent");

/** The sentence for a warning; where this language has none, a general one, or else the server's own. */
function warningText(code, message, model) {
  const key = [`warning.${code}`, "warning.other"].find(knows);
  return key ? text(key, { seconds: model.windowDuration }) : `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}

function bars(prediction, colors) {
  return make(
    "ol",
    { className: "bars" },
    prediction.scores.map((score) =>
      make("li", {}, [
        make("span", { textContent: genreName(score.genre) }),
        makeSVG("svg", { class: "bar", "aria-hidden": "true" }, [
          makeSVG("rect", { class: colors(score.genre), width: `${100 * score.confidence}%`, height: "100%" }),
        ]),
        make("span", { textContent: `${percent(score.confidence)} %` }),
      ]),
    ),
  );
}

function timeline(prediction, result, colors, seek) {
  const { segments } = prediction;
  const duration = pictureDuration(prediction);
  const strip = makeSVG(
    "svg",
    { class: "strip", viewBox: "0 0 1000 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    segments.map((segment) =>
      makeSVG("rect", {
        class: segment.silent ? "silent" : colors(segment.genre),
        x: (1000 * segment.start) / duration,
        y: 0,
        width: (1000 * (segment.end - segment.start)) / duration,
        height: 10,
      }),
    ),
  );
  strip.addEventListener("click", (event) => seek((duration * event.offsetX) / strip.clientWidth));
  const list = make("ol", { className: "stretches" }, stretches(segments).map((stretch) => make("li", {}, [stretchButton(stretch, seek)])));
  const reasons = explanation(prediction, colors);
  if (!result.peaks) return { elements: [strip, ...reasons, list], draw() {} };
  const canvas = make("canvas", { className: "waveform" });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", text("waveform", { file: result.name }));
  canvas.addEventListener("click", (event) => seek((duration * event.offsetX) / canvas.clientWidth));
  const colorAt = (share) => {
    const segment = segments.find((each) => share * duration < each.end) ?? segments[segments.length - 1];
    return segment && !segment.silent ? colors(segment.genre) : "silent";
  };
  return { elements: [canvas, strip, ...reasons, list], draw: () => drawWaveform(canvas, result.peaks, colorAt) };
}

function stretchButton(stretch, seek) {
  const gaps = { start: clock(stretch.start), end: clock(stretch.end), genre: genreName(stretch.genre), percent: percent(stretch.confidence) };
  const button = make("button", { type: "button", className: "plain", textContent: text(stretch.silent ? "stretch.silent" : "stretch", gaps) });
  button.addEventListener("click", () => seek(stretch.start));
  return button;
}

/** Neighbouring segments of one genre, or without a sound, drawn together. */
function stretches(segments) {
  const result = [];
  for (const segment of segments) {
    const last = result[result.length - 1];
    if (last && !last.silent === !segment.silent && (last.silent || last.genre === segment.genre)) {
      last.end = segment.end;
      last.count += 1;
      last.confidence += (segment.confidence - last.confidence) / last.count;
    } else {
      result.push({ ...segment, count: 1 });
    }
  }
  return result;
}
