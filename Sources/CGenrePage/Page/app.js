// The page: what was chosen, what is under way, what came back. Works on the form that also works without it.
// All addresses are relative, so that the page works under any path of a proxy.

import { startListening } from "./listener.js";
import { Track, sentence, showTrack } from "./live.js";
import { canRecord, startRecording } from "./recorder.js";
import { cardsByLanguage, errorText, failureCard, resultCard, summary } from "./results.js";
import { peaks } from "./sound.js";
import { speak, text } from "./text.js";
import { converted, mayBeSound } from "./wave.js";

const recordingSeconds = 10;
/** Errors that are not the file's. */
const worthRepeating = new Set(["network", "busy", "stopping", "too_many_requests", "upload_timeout", "work_timeout", "worn_out"]);
/** The languages of the page, of which the switch has all. */
const languages = [...document.querySelectorAll("[data-language]")].map((link) => link.dataset.language).join(",");
/** Errors about files that the browser may be able to decode. */
const undecoded = new Set(["unsupported_format", "not_audio"]);
const byId = (id) => document.getElementById(id);
const [form, input, list, check, cancel] = ["form", "file", "files", "check", "cancel"].map(byId);

/** Files that are chosen and not yet checked. */
let chosen = [];
/** What was answered, to be shown again in another language. */
let outcomes = [];
/** The rate in Hz at which files that the browser decodes are sent. */
let sampleRate = 22050;
let drawers = [];
/** Ends the upload under way. */
let abort = () => {};
let isBusy = false;
let isCancelled = false;
let recording = null;
/** Whether the browser is being asked for the microphone. */
let isAsking = false;
let recordingCount = 0;
/** The models of the server, and which one is the default. */
let models = { list: [], default: "" };
/** What is listening to the microphone, and what it has heard; both null before the first time. */
let listening = null;
let track = null;

function say(message) {
  byId("status").textContent = message;
}

function complain(message) {
  byId("alert").replaceChildren();
  if (!message) return;
  const strong = Object.assign(document.createElement("strong"), { textContent: text("error") });
  const line = document.createElement("p");
  line.append(strong, " ", message);
  byId("alert").append(line);
}

// Files

/** The line of each chosen file. */
const lines = new Map();

function choose(files) {
  chosen.push(...files);
  complain("");
  showFiles();
}

/** Takes a file off the list; one that is being sent is sent no further. */
function forget(file) {
  const isUnderWay = isBusy && file === chosen[0];
  chosen = chosen.filter((each) => each !== file);
  showFiles();
  if (isUnderWay) abort();
}

/** Lines that stay are left alone, and with them the focus. */
function showFiles() {
  for (const [file, line] of lines) {
    if (chosen.includes(file)) continue;
    const hadFocus = line.contains(document.activeElement);
    line.remove();
    lines.delete(file);
    if (hadFocus) input.focus();
  }
  for (const file of chosen) {
    if (lines.has(file)) continue;
    lines.set(file, fileLine(file));
    list.append(lines.get(file));
  }
  list.hidden = chosen.length === 0;
}

function fileLine(file) {
  const line = document.createElement("li");
  const name = Object.assign(document.createElement("span"), { textContent: file.name });
  const remove = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: text("remove") });
  remove.setAttribute("aria-label", text("removeFile", { file: file.name }));
  remove.addEventListener("click", () => forget(file));
  line.append(name, remove);
  return line;
}

function takeInput() {
  choose(input.files);
  // The list says what is chosen; the field is free for the next ones, also for the same file again.
  input.value = "";
}

function listenForDrops() {
  const drop = byId("drop");
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  drop.addEventListener("dragleave", (event) => {
    if (!drop.contains(event.relatedTarget)) drop.classList.remove("over");
  });
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    choose(event.dataTransfer.files);
  });
}

// Recording

async function record() {
  // Of a second press while the browser asks for the microphone nobody could stop the first one's recording.
  if (isAsking) return;
  if (recording) return finishRecording();
  complain("");
  isAsking = true;
  try {
    recording = await startRecording();
  } catch {
    return complain(text("error.microphone"));
  } finally {
    isAsking = false;
  }
  byId("record").textContent = text("stop");
  const end = performance.now() + 1000 * recordingSeconds;
  recording.ticker = setInterval(() => {
    const left = Math.ceil((end - performance.now()) / 1000);
    byId("clock").textContent = text("recording", { left: Math.max(0, left) });
    if (left <= 0) finishRecording();
  }, 200);
}

async function finishRecording() {
  if (!recording) return;
  const { ticker, stop } = recording;
  recording = null;
  clearInterval(ticker);
  byId("record").textContent = text("record");
  byId("clock").textContent = "";
  recordingCount += 1;
  const file = await stop(text("recordingName", { number: recordingCount }));
  if (file.size <= 44) return complain(text("error.recording"));
  choose([file]);
  check.focus();
}

// Listening

/** The model that is chosen; of several, the default one. */
function listeningModel() {
  const name = new FormData(form).get("model");
  return models.list.find((model) => model.name === name) ?? models.list.find((model) => model.name === models.default);
}

async function toggleListening() {
  if (isAsking) return;
  if (listening) {
    listening.stop();
    return endListening(text("live.stopped", { answer: sentence(track) }));
  }
  complain("");
  isAsking = true;
  const model = listeningModel();
  try {
    track = new Track(model);
    listening = await startListening({
      model: model.name,
      window: model.windowDuration,
      sampleRate: model.sampleRate,
      isPassing: (code) => worthRepeating.has(code) || code === "internal",
      onAnswer: takeAnswer,
      onLost: (error) => announce(error.code === "network" ? text("live.lost") : errorText(error)),
      onFound: () => announce(text("live.found")),
      onEnd: (error) => {
        endListening(text("live.stopped", { answer: sentence(track) }));
        complain(errorText(error));
      },
    });
  } catch {
    return complain(text("error.microphone"));
  } finally {
    isAsking = false;
  }
  byId("listen").textContent = text("listen.stop");
  byId("listen").setAttribute("aria-pressed", "true");
  showTrack(byId("live"), track);
  announce(text("live.started"));
}

/** Says it once: what changes every few seconds is only shown. */
function announce(message) {
  say(message);
  byId("livenote").textContent = message;
}

function takeAnswer(window, answer) {
  const isFirst = track.label === null;
  const isChange = track.take(window, answer);
  showTrack(byId("live"), track);
  if (isFirst || isChange) announce(text(isChange ? "live.change" : "live.first", { answer: sentence(track) }));
}

function endListening(message) {
  listening = null;
  byId("listen").textContent = text("listen");
  byId("listen").setAttribute("aria-pressed", "false");
  announce(message);
}

// Uploading

/** Sends one file; what comes back is a card in each language, or the API's error. */
function send(file, model) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("file", file, file.name);
    request.open("POST", `api/classify?explain=true&markup=${languages}&model=${encodeURIComponent(model)}`);
    let said = 0;
    request.upload.onprogress = (event) => {
      const percent = Math.floor((100 * event.loaded) / Math.max(1, event.total));
      byId("progress").value = percent;
      // Said in tens, so that a screen reader is not flooded.
      if (percent < 100 && percent >= said + 10) {
        said = percent - (percent % 10);
        say(text("uploading", { file: file.name, percent: said }));
      }
      if (percent === 100) say(text("listening", { file: file.name }));
    };
    request.onload = () => (request.status === 200 ? resolve({ cards: cardsByLanguage(request.responseText) }) : resolve(refusal(request)));
    request.onerror = () => resolve(refusal(request));
    request.onabort = () => resolve(null);
    abort = () => request.abort();
    request.send(body);
  });
}

/** The error in an answer. Without one it is not this server's: a proxy in front of it may have a limit of its own. */
function refusal(request) {
  try {
    const answer = JSON.parse(request.responseText);
    if (answer.error) return answer;
  } catch {
    // No JSON.
  }
  const code = request.status === 413 ? "proxy_too_large" : "network";
  return { error: { code, message: text(`error.${code}`) } };
}

/** Sends a file, and once more as WAV where the server cannot decode it and the browser can. */
async function sendReadable(file, model) {
  const answer = await send(file, model);
  if (!undecoded.has(answer?.error?.code) || !(await mayBeSound(file))) return answer;
  say(text("converting", { file: file.name }));
  const readable = await converted(file, sampleRate);
  // It may have been cancelled, or taken off the list, meanwhile.
  if (isCancelled || !chosen.includes(file)) return null;
  return readable ? send(readable, model) : answer;
}

/** Whether a file's bytes can still be had: one that was moved, changed or deleted since it was chosen has none. */
async function canBeRead(file) {
  try {
    // Not of a slice: the browser may take a file that is gone for an empty one, and finds nothing wrong with a slice of it.
    const reader = file.stream().getReader();
    await reader.read();
    await reader.cancel();
    return true;
  } catch {
    return false;
  }
}

function setBusy(value) {
  isBusy = value;
  // Not disabled: that would take the focus from who pressed it.
  check.setAttribute("aria-disabled", String(isBusy));
  if (!isBusy && document.activeElement === cancel) check.focus();
  cancel.hidden = !isBusy;
  byId("progressline").hidden = !isBusy;
  form.setAttribute("aria-busy", String(isBusy));
}

async function checkAll() {
  const model = new FormData(form).get("model");
  clearOutcomes();
  setBusy(true);
  isCancelled = false;
  while (chosen.length > 0 && !isCancelled) {
    const file = chosen[0];
    byId("progress").value = 0;
    say(text("uploading", { file: file.name, percent: 0 }));
    const answer = await sendReadable(file, model);
    // Without an answer it was cancelled, or the file was taken off the list.
    if (!answer) continue;
    if (answer.error?.code === "network" && !(await canBeRead(file))) answer.error.code = "unreadable";
    if (worthRepeating.has(answer.error?.code)) {
      // The file stays chosen, so that one press tries again.
      complain(errorText(answer.error));
      break;
    }
    chosen = chosen.filter((each) => each !== file);
    showFiles();
    await add(file, answer);
  }
  setBusy(false);
  say(isCancelled && chosen.length > 0 ? text("cancelled") : doneText());
}

function doneText() {
  const sentences = outcomes.map((outcome) => `${outcome.name}: ${outcome.error ? errorText(outcome.error) : summary(outcome.cards)}`);
  return sentences.length > 0 ? text("done", { summary: sentences.join(" · ") }) : "";
}

async function add(file, answer) {
  const name = file.name;
  if (answer.error) {
    outcomes.push({ name, error: answer.error });
  } else {
    outcomes.push({ name, cards: answer.cards, url: URL.createObjectURL(file), peaks: await peaks(file) });
  }
  show(outcomes[outcomes.length - 1]);
}

/** Adds one card. Those before it are left alone: one may be playing, or have the focus. */
function show(outcome) {
  const card = outcome.error ? { element: failureCard(outcome.name, outcome.error), draw() {} } : resultCard(outcome);
  byId("results").append(card.element);
  drawers.push(card.draw);
  card.draw();
}

function showOutcomes() {
  byId("results").replaceChildren();
  drawers = [];
  outcomes.forEach(show);
}

function clearOutcomes() {
  for (const { url } of outcomes) if (url) URL.revokeObjectURL(url);
  outcomes = [];
  showOutcomes();
}

function redraw() {
  drawers.forEach((draw) => draw());
}

function submit(event) {
  event.preventDefault();
  if (isBusy) return;
  complain("");
  if (chosen.length === 0) {
    complain(text("error.no_file"));
    input.focus();
    return;
  }
  checkAll();
}

function stop() {
  isCancelled = true;
  abort();
}

// Language

async function change(language) {
  try {
    await speak(language);
  } catch {
    return complain(text("error.network"));
  }
  history.replaceState(null, "", `?lang=${language}`);
  form.action = `?lang=${language}`;
  complain("");
  say(outcomes.length > 0 ? doneText() : "");
  if (recording) byId("record").textContent = text("stop");
  if (listening) byId("listen").textContent = text("listen.stop");
  if (track) {
    showTrack(byId("live"), track);
    byId("livenote").textContent = "";
  }
  list.replaceChildren();
  lines.clear();
  showFiles();
  showOutcomes();
}

// The beginning

function listen() {
  input.addEventListener("change", takeInput);
  listenForDrops();
  form.addEventListener("submit", submit);
  cancel.addEventListener("click", stop);
  byId("record").addEventListener("click", record);
  byId("listen").addEventListener("click", toggleListening);
  window.addEventListener("resize", redraw);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  for (const link of document.querySelectorAll("[data-language]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      change(link.dataset.language);
    });
  }
}

async function start() {
  const answer = await (await fetch("api/models")).json();
  models = { list: answer.models, default: answer.default };
  sampleRate = models.list[0].sampleRate;
  await speak(document.documentElement.lang);
  listen();
  // What was chosen before the script was ready.
  if (input.files.length > 0) takeInput();
  // The browser's own check would ask for a file although one was dropped or recorded.
  input.required = false;
  byId("drophint").hidden = false;
  byId("recording").hidden = !canRecord;
  document.documentElement.classList.add("ready");
}

// Without its words the script stays out of the way: nothing listens yet, and the plain form works.
start().catch(() => {});
