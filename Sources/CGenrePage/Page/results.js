// From an answer of the API to what one reads: the genre, the candidates as bars, the course through the piece.

import { explanation } from "./explain.js";
import { clock, drawWaveform } from "./sound.js";
import { genreName, knows, language, modelName, text } from "./text.js";

const svgSpace = "http://www.w3.org/2000/svg";

export function make(tag, properties = {}, children = []) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export function makeSVG(tag, attributes, children = []) {
  const element = document.createElementNS(svgSpace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

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
      const answer = text(prediction.unsure ? "unsureShort" : "answer", gaps);
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

/** A card with what the models say of a file. `result`: name, url, peaks or null, predictions, labels by model. */
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
  const colors = (genre) => `g${Math.max(0, result.labels[prediction.model].indexOf(genre)) % 10}`;
  const isCompared = result.predictions.length > 1;
  const course = timeline(prediction, result, colors, seek);
  const element = make("div", { className: "column" }, [
    ...(isCompared ? [make("h3", { textContent: modelName(prediction.model) })] : []),
    ...answer(prediction),
    ...prediction.warnings.map((warning) => make("p", { className: "warning", textContent: warningText(warning) })),
    make("h4", { textContent: text("candidates") }),
    bars(prediction, colors),
    make("h4", { textContent: text("timeline") }),
    ...course.elements,
  ]);
  return { element, draw: course.draw };
}

function answer(prediction) {
  const gaps = { genre: genreName(prediction.genre), percent: percent(prediction.confidence) };
  if (!prediction.unsure) return [make("p", { className: "answer", textContent: text("answer", gaps) })];
  return [
    make("p", { className: "answer unsure", textContent: text("unsure") }),
    make("p", { textContent: text("unsureDetail", gaps) }),
  ];
}

/** The server warns in English. */
function warningText(warning) {
  if (language === "en") return warning.charAt(0).toUpperCase() + warning.slice(1) + ".";
  if (warning.startsWith("silent")) return text("silence");
  if (warning.startsWith("shorter")) return text("warning.short");
  return text(warning.includes("cut") || warning.includes("damaged") ? "warning.cut" : "warning.other");
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
  const { duration, segments } = prediction;
  const strip = makeSVG(
    "svg",
    { class: "strip", viewBox: "0 0 1000 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    segments.map((segment) =>
      makeSVG("rect", {
        class: colors(segment.genre),
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
    return segment ? colors(segment.genre) : "g0";
  };
  return { elements: [canvas, strip, ...reasons, list], draw: () => drawWaveform(canvas, result.peaks, colorAt) };
}

function stretchButton(stretch, seek) {
  const gaps = { start: clock(stretch.start), end: clock(stretch.end), genre: genreName(stretch.genre), percent: percent(stretch.confidence) };
  const button = make("button", { type: "button", className: "plain", textContent: text("stretch", gaps) });
  button.addEventListener("click", () => seek(stretch.start));
  return button;
}

/** Neighbouring segments of one genre, drawn together. */
function stretches(segments) {
  const result = [];
  for (const segment of segments) {
    const last = result[result.length - 1];
    if (last?.genre === segment.genre) {
      last.end = segment.end;
      last.count += 1;
      last.confidence += (segment.confidence - last.confidence) / last.count;
    } else {
      result.push({ ...segment, count: 1 });
    }
  }
  return result;
}
