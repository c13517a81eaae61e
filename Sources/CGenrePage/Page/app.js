// The page: what was chosen, what is under way, what came back. Works on the form that also works without it.

import { canRecord, startRecording } from "./recorder.js";
import { errorText, failureCard, resultCard, summary } from "./results.js";
import { peaks } from "./sound.js";
import { speak, text } from "./text.js";

const recordingSeconds = 10;
/** Errors that are not the file's. */
const worthRepeating = new Set(["network", "busy", "stopping", "too_many_requests", "upload_timeout", "work_timeout"]);
const byId = (id) => document.getElementById(id);
const [form, input, list, check, cancel] = ["form", "file", "files", "check", "cancel"].map(byId);

/** Files that are chosen and not yet checked. */
let chosen = [];
/** What was answered, to be shown again in another language. */
let outcomes = [];
/** The models by name, as the server describes them. */
let models = {};
let drawers = [];
/** Ends the upload under way. */
let abort = null;
let recording = null;
let recordingCount = 0;

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

function choose(files) {
  chosen.push(...files);
  complain("");
  showFiles();
}

function showFiles() {
  list.hidden = chosen.length === 0;
  list.replaceChildren(
    ...chosen.map((file, index) => {
      const item = document.createElement("li");
      const name = Object.assign(document.createElement("span"), { textContent: file.name });
      const remove = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: text("remove") });
      remove.setAttribute("aria-label", text("removeFile", { file: file.name }));
      remove.addEventListener("click", () => {
        chosen.splice(index, 1);
        showFiles();
        input.focus();
      });
      item.append(name, remove);
      return item;
    }),
  );
}

input.addEventListener("change", () => {
  choose(input.files);
  // The list says what is chosen; the field is free for the next ones, also for the same file again.
  input.value = "";
});

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

// Recording

async function record() {
  if (recording) return finishRecording();
  complain("");
  try {
    recording = await startRecording();
  } catch {
    return complain(text("error.microphone"));
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

// Uploading

/** Sends one file; what comes back is the API's answer, or its error. */
function send(file, model) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("file", file, file.name);
    request.open("POST", `/api/classify?explain=true&model=${encodeURIComponent(model)}`);
    request.responseType = "json";
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
    const fail = () => resolve({ error: { code: "network", message: text("error.network") } });
    request.onload = () => (request.response ? resolve(request.response) : fail());
    request.onerror = fail;
    request.onabort = () => resolve(null);
    abort = () => request.abort();
    request.send(body);
  });
}

function setBusy(isBusy) {
  check.disabled = isBusy;
  cancel.hidden = !isBusy;
  byId("progressline").hidden = !isBusy;
  form.setAttribute("aria-busy", String(isBusy));
}

async function checkAll() {
  const model = new FormData(form).get("model");
  outcomes = [];
  showOutcomes();
  setBusy(true);
  let wasCancelled = false;
  while (chosen.length > 0 && !wasCancelled) {
    const file = chosen[0];
    byId("progress").value = 0;
    say(text("uploading", { file: file.name, percent: 0 }));
    const answer = await send(file, model);
    if (!answer) {
      wasCancelled = true;
    } else if (worthRepeating.has(answer.error?.code)) {
      // The file stays chosen, so that one press tries again.
      complain(errorText(answer.error));
      break;
    } else {
      chosen.shift();
      showFiles();
      await add(file, answer);
    }
  }
  setBusy(false);
  say(wasCancelled ? text("cancelled") : doneText());
}

function doneText() {
  const lines = outcomes.map((outcome) => `${outcome.name}: ${outcome.error ? errorText(outcome.error) : summary(outcome.predictions)}`);
  return lines.length > 0 ? text("done", { summary: lines.join(" · ") }) : "";
}

async function add(file, answer) {
  const name = file.name;
  if (answer.error) {
    outcomes.push({ name, error: answer.error });
  } else {
    const predictions = answer.predictions ?? [answer];
    outcomes.push({ name, predictions, models, url: URL.createObjectURL(file), peaks: await peaks(file) });
  }
  showOutcomes();
}

function showOutcomes() {
  const cards = outcomes.map((outcome) => (outcome.error ? { element: failureCard(outcome.name, outcome.error), draw() {} } : resultCard(outcome)));
  byId("results").replaceChildren(...cards.map((card) => card.element));
  drawers = cards.map((card) => card.draw);
  redraw();
}

function redraw() {
  drawers.forEach((draw) => draw());
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  complain("");
  if (chosen.length === 0) {
    complain(text("error.no_file"));
    input.focus();
    return;
  }
  checkAll();
});
cancel.addEventListener("click", () => abort?.());
byId("record").addEventListener("click", record);
window.addEventListener("resize", redraw);
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

// Language

for (const link of document.querySelectorAll("[data-language]")) {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    await speak(link.dataset.language);
    history.replaceState(null, "", `/?lang=${link.dataset.language}`);
    form.action = `/?lang=${link.dataset.language}`;
    complain("");
    say(outcomes.length > 0 ? doneText() : "");
    if (recording) byId("record").textContent = text("stop");
    showFiles();
    showOutcomes();
  });
}

async function start() {
  const answer = await (await fetch("/api/models")).json();
  models = Object.fromEntries(answer.models.map((model) => [model.name, model]));
  await speak(document.documentElement.lang);
  // The browser's own check would ask for a file although one was dropped or recorded.
  input.required = false;
  byId("drophint").hidden = false;
  byId("recording").hidden = !canRecord;
  document.documentElement.classList.add("ready");
}

// Without its words the script stays out of the way: the plain form works.
start().catch(() => {});
