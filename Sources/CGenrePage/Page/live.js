// What is playing: the mean of the answers to the microphone's windows, the changes, and how both are shown.

import { language, text } from "./text.js";

/** A window that is so many seconds older counts 1/e of a new one, as in `genre-cli listen`. */
const timeConstant = 30;
/** Windows in a row that must be against what was playing: 1 of the model's windows from the first to the last. */
const leastVotes = 3;
const least = 1e-4;

/** What windows say together. */
export class Track {
  /** `model`: its `genres` and `unsureBelow`. */
  constructor(model) {
    this.model = model;
    /** What is playing: a genre, `silence` or `noMusic`; null before the first answer. */
    this.label = null;
    /** Parts of the time in order: `start`, `end`, `label`. */
    this.timeline = [];
    /** The end of the latest window. */
    this.end = 0;
    this.reset();
    this.votes = [];
  }

  reset() {
    this.sums = new Map(this.model.genres.map((genre) => [genre, 0]));
    this.weight = 0;
    this.noMusic = 0;
    this.last = null;
  }

  /** Takes the answer to a window; whether it is a change. */
  take(window, answer) {
    const label = labelOf(answer);
    const vote = { window, answer, label };
    if (label !== "silence") this.add(vote);
    const isFirst = this.label === null;
    this.votes = label === this.label ? [] : [...this.votes, vote].slice(-leastVotes);
    const isChange = !isFirst && this.votes.length >= this.votesNeeded(label);
    if (isFirst) this.label = label;
    if (isChange) this.change();
    this.extend(window);
    return isChange;
  }

  votesNeeded(label) {
    // Silence needs no window of its own to be told from music, and what follows it is new at once.
    if (this.label === "silence") return 1;
    return label === "silence" ? 2 : leastVotes;
  }

  change() {
    const since = this.votes[0].window.end - (this.votes[0].window.end - this.votes[0].window.start) / 2;
    const kept = this.votes.slice(-2);
    this.votes = [];
    this.reset();
    for (const vote of kept) if (vote.label !== "silence") this.add(vote);
    this.label = this.weight > 0 && kept.at(-1).label !== "silence" ? this.meanLabel : "silence";
    this.cut(since);
  }

  add({ window, answer }) {
    const decay = this.last === null ? 1 : Math.exp(-Math.max(0, window.end - this.last) / timeConstant);
    const share = window.end - window.start;
    for (const { genre, confidence } of answer.scores) {
      this.sums.set(genre, this.sums.get(genre) * decay + share * Math.log(Math.max(least, confidence)));
    }
    this.noMusic = this.noMusic * decay + (labelOf(answer) === "noMusic" ? share : 0);
    this.weight = this.weight * decay + share;
    this.last = window.end;
  }

  /** All genres with their probabilities, the likeliest first; none in silence. */
  get scores() {
    if (this.weight === 0) return [];
    const rows = [...this.sums].map(([genre, sum]) => ({ genre, value: Math.exp(sum / this.weight) }));
    const total = rows.reduce((sum, row) => sum + row.value, 0);
    return rows.map(({ genre, value }) => ({ genre, confidence: value / total })).sort((a, b) => b.confidence - a.confidence);
  }

  get meanLabel() {
    return this.noMusic > this.weight / 2 ? "noMusic" : this.scores[0].genre;
  }

  get isUnsure() {
    return this.weight === 0 || this.scores[0].confidence < this.model.unsureBelow;
  }

  /** Appends the time up to a window's end; what lies between is a gap. */
  extend({ start, end }) {
    if (start > this.end + 0.1 && this.timeline.length > 0) this.timeline.push({ start: this.end, end: start, label: "gap" });
    this.end = end;
    const previous = this.timeline.at(-1);
    if (previous?.label === this.label) previous.end = end;
    else this.timeline.push({ start: previous?.end ?? 0, end, label: this.label });
  }

  /** What was shown since a change was another's. */
  cut(since) {
    while (this.timeline.length > 1 && this.timeline.at(-1).start >= since) this.timeline.pop();
    const last = this.timeline.at(-1);
    if (last) last.end = Math.max(last.start, Math.min(last.end, since));
  }
}

function labelOf(answer) {
  const codes = answer.warningCodes ?? [];
  if (codes.includes("silent")) return "silence";
  return codes.includes("outOfScope") ? "noMusic" : answer.genre;
}

/** The name of a genre, or of what is none. */
function title(label) {
  if (["silence", "noMusic", "gap"].includes(label)) return text(`live.${label}`);
  return text(`genre.${label}`) === `genre.${label}` ? label : text(`genre.${label}`);
}

/** What is playing, in a sentence. */
export function sentence(track) {
  if (track.label === null) return text("live.waiting");
  if (track.label === "silence" || track.label === "noMusic" || track.scores.length === 0) return title(track.label);
  const [best] = track.scores;
  const gaps = { genre: title(best.genre), percent: Math.round(100 * best.confidence) };
  return text(track.isUnsure ? "live.unsure" : "answer", gaps);
}

function clock(seconds) {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  const two = (value) => String(value).padStart(2, "0");
  return minutes >= 60 ? `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

const svg = (name, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

/** What the section holds; made once there is something to show. */
function fill(section) {
  const made = (name, properties) => Object.assign(document.createElement(name), properties);
  const strip = svg("svg", { class: "strip", viewBox: "0 0 1000 10", preserveAspectRatio: "none", "aria-hidden": "true" });
  section.append(
    made("h2", { id: "livetitle" }),
    made("p", { className: "answer" }),
    made("p", { id: "livenote", className: "hint" }),
    made("ol", { className: "bars" }),
    made("h3", { className: "part" }),
    strip,
    made("ol", { className: "stretches" }),
  );
}

/** Shows a track in the page's section for it. */
export function showTrack(section, track) {
  if (section.hidden) fill(section);
  section.hidden = false;
  section.querySelector("h2").textContent = text("live");
  section.querySelector("h3").textContent = text("timeline");
  const answer = section.querySelector(".answer");
  answer.textContent = sentence(track);
  answer.classList.toggle("unsure", track.isUnsure);
  const color = (label) => (track.model.genres.includes(label) ? `g${track.model.genres.indexOf(label) % 10}` : "silent");
  section.querySelector(".bars").replaceChildren(...track.scores.slice(0, 3).map((score) => bar(score, color)));
  const duration = Math.max(0.001, track.timeline.at(-1)?.end ?? 0);
  section.querySelector(".strip").replaceChildren(
    ...track.timeline.map(({ start, end, label }) =>
      svg("rect", { x: (1000 * start) / duration, y: 0, width: (1000 * (end - start)) / duration, height: 10, class: color(label) }),
    ),
  );
  // The latest is the last, and the list shows it.
  const list = section.querySelector(".stretches");
  list.replaceChildren(...track.timeline.map(line));
  list.scrollTop = list.scrollHeight;
  section.lang = language;
}

function bar({ genre, confidence }, color) {
  const percent = Math.round(100 * confidence);
  const item = document.createElement("li");
  const picture = svg("svg", { class: "bar", "aria-hidden": "true" });
  picture.append(svg("rect", { width: `${percent}%`, height: "100%", class: color(genre) }));
  item.append(
    Object.assign(document.createElement("span"), { textContent: title(genre) }),
    picture,
    Object.assign(document.createElement("span"), { textContent: `${percent} %` }),
  );
  return item;
}

function line({ start, end, label }) {
  const item = document.createElement("li");
  const words = text("live.stretch", { start: clock(start), end: clock(end), genre: title(label) });
  item.append(Object.assign(document.createElement("span"), { textContent: words }));
  return item;
}
