// Cards of answers. The server writes them as HTML (AnswerMarkup.swift); here they get what needs a script: the player,
// the waveform, and places to press that play from there.

import { drawWaveform } from "./sound.js";
import { knows, language, text } from "./text.js";

/** The sentence to show for an error of the API. In English the server's own says more than a general one. */
export function errorText(error) {
  const key = `error.${error.code}`;
  return knows(key) ? text(key) : error.message;
}

/** The cards in an answer of the API, by their language. */
export function cardsByLanguage(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return Object.fromEntries([...template.content.children].map((card) => [card.lang, card]));
}

/** The answer in a few words, for the status line. */
export function summary(cards) {
  return cards[language].dataset.summary;
}

/** A card that says what went wrong with a file. */
export function failureCard(name, error) {
  const card = Object.assign(document.createElement("article"), { className: "card failed" });
  card.append(
    Object.assign(document.createElement("h2"), { textContent: name }),
    Object.assign(document.createElement("p"), { textContent: errorText(error) }),
  );
  return card;
}

/** A card with what the models say of a file. `result`: name, url, peaks or null, cards by language. */
export function resultCard(result) {
  const card = result.cards[language].cloneNode(true);
  const player = Object.assign(document.createElement("audio"), { controls: true, src: result.url, preload: "metadata" });
  player.setAttribute("aria-label", text("player", { file: result.name }));
  card.querySelector("h2").after(player);
  const seek = (time) => {
    player.currentTime = time;
    player.play().catch(() => {});
  };
  card.querySelectorAll(".stretches span").forEach((line) => becomeButton(line, seek));
  const draws = [...card.querySelectorAll(".strip")].map((strip) => becomePicture(strip, result, seek));
  // A canvas knows its size only in the page.
  return { element: card, draw: () => draws.forEach((draw) => draw()) };
}

/** A stretch of the piece plays from its start. */
function becomeButton(line, seek) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: line.textContent });
  button.addEventListener("click", () => seek(Number(line.dataset.start)));
  line.replaceWith(button);
}

/** The strip plays from where it is pressed, and so does the waveform above it, in the strip's colours. */
function becomePicture(strip, result, seek) {
  const duration = Number(strip.dataset.duration);
  strip.addEventListener("click", (event) => seek((duration * event.offsetX) / strip.clientWidth));
  if (!result.peaks) return () => {};
  const canvas = Object.assign(document.createElement("canvas"), { className: "waveform" });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", text("waveform", { file: result.name }));
  canvas.addEventListener("click", (event) => seek((duration * event.offsetX) / canvas.clientWidth));
  strip.before(canvas);
  const segments = [...strip.children].map((segment) => ({
    end: (Number(segment.getAttribute("x")) + Number(segment.getAttribute("width"))) / strip.viewBox.baseVal.width,
    color: segment.getAttribute("class"),
  }));
  const colorAt = (share) => (segments.find((each) => share < each.end) ?? segments[segments.length - 1])?.color ?? "silent";
  return () => drawWaveform(canvas, result.peaks, colorAt);
}
