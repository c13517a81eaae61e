// Finds pages and sections by their words. The index is a script, since a page opened from a folder may not fetch files.
"use strict";
const field = document.querySelector("#search");
const found = document.querySelector("#found");
field.hidden = false;
field.addEventListener("input", () => {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  found.replaceChildren();
  if (words.length === 0) return;
  const matches = window.genreIndex
    .map((entry) => ({ entry, score: words.reduce((sum, word) => sum + (entry.title.toLowerCase().includes(word) ? 5 : entry.text.includes(word) ? 1 : -100), 0) }))
    .filter((match) => match.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, 12);
  const list = document.createElement("ul");
  for (const { entry } of matches) {
    const link = document.createElement("a");
    link.href = document.documentElement.dataset.root + entry.address;
    link.textContent = entry.title;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  found.append(matches.length > 0 ? list : field.dataset.none);
});
