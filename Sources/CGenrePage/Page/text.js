// The page's words in the language at hand. The server writes the page in one language; a switch fetches the other.

let words = {};

export let language = document.documentElement.lang;

/** A word or sentence by its key, with its gaps filled: `{name}` by `gaps.name`. */
export function text(key, gaps = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (gap, name) => gaps[name] ?? gap);
}

/** Whether there is a word for a key in this language. */
export function knows(key) {
  return key in words;
}

/** Fetches a language's words and writes them into the page. */
export async function speak(code) {
  const answer = await fetch(`text/${code}.json`);
  if (!answer.ok) throw new Error(`no words in ${code}`);
  words = await answer.json();
  language = code;
  document.documentElement.lang = code;
  document.title = words.title;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = text(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", text(element.dataset.label));
  }
  for (const link of document.querySelectorAll("[data-language]")) {
    if (link.dataset.language === code) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}
