// Which windows of a piece spoke for the answer and which for the second candidate. `ExplanationMarkup.swift` builds
// the same for the page without JavaScript.

import { make, makeSVG } from "./elements.js";
import { clock, pictureDuration } from "./sound.js";
import { genreName, text } from "./text.js";

/** The most stretches that are read out. */
const longestList = 12;

/** Marks under the timeline, above the line for the answer and below it for the second candidate, and what they say. */
export function explanation(prediction, colors) {
  const reason = prediction.explanation;
  if (!reason) return [];
  const gaps = { genre: genreName(reason.genre), second: genreName(reason.second.genre) };
  const marks = makeSVG(
    "svg",
    { class: "reasons", viewBox: "0 0 1000 20", preserveAspectRatio: "none", role: "img", "aria-label": spoken(reason) },
    [makeSVG("rect", { class: "line", x: 0, y: 9.75, width: 1000, height: 0.5 }), ...bars(reason, pictureDuration(prediction), colors)],
  );
  return [marks, make("p", { className: "hint", textContent: `${counted(reason, gaps)} ${text("explain.sides", gaps)}` })];
}

function bars(reason, duration, colors) {
  const loudest = Math.max(...reason.windows.map((window) => Math.abs(window.contribution))) || 1;
  return reason.windows.map((window) => {
    const height = (10 * Math.abs(window.contribution)) / loudest;
    const isFor = window.contribution > 0;
    return makeSVG("rect", {
      class: colors(isFor ? reason.genre : reason.second.genre),
      x: (1000 * window.start) / duration,
      y: isFor ? 10 - height : 10,
      width: (1000 * (window.end - window.start)) / duration,
      height,
    });
  });
}

function counted(reason, gaps) {
  return text("explain.count", {
    ...gaps,
    percent: Math.round(100 * reason.second.confidence),
    count: reason.windows.length,
    for: reason.windows.filter((window) => window.contribution > 0).length,
    against: reason.windows.filter((window) => window.contribution < 0).length,
  });
}

/** The stretches that spoke for one of the two, those that said most, in order. */
function spoken(reason) {
  const loudest = stretches(reason.windows).sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  return loudest
    .slice(0, longestList)
    .sort((a, b) => a.start - b.start)
    .map((stretch) =>
      text("explain.stretch", {
        start: clock(stretch.start),
        end: clock(stretch.end),
        genre: genreName(stretch.contribution > 0 ? reason.genre : reason.second.genre),
      }),
    )
    .join("; ");
}

/** Neighbouring windows that spoke for the same candidate, drawn together; those that said nothing are left out. */
function stretches(windows) {
  const result = [];
  for (const window of windows) {
    if (window.contribution === 0) continue;
    const last = result[result.length - 1];
    if (last && window.start <= last.end && last.contribution > 0 === window.contribution > 0) {
      last.end = window.end;
      last.contribution += window.contribution;
    } else {
      result.push({ ...window });
    }
  }
  return result;
}
