#!/usr/bin/env python3
"""Makes the documentation as a static site: every document as a page, and a reference of each library.

    Tools/docs/docs.sh      builds the symbol graphs that this reads, and calls it: make_site.py SITE SYMBOL-GRAPHS

The pages need no server, no network and no script (but for the search). All links within the site are checked, anchors
included; one that leads nowhere ends this with status 1.
"""

import html
import json
import os
import pathlib
import re
import shutil
import sys

from markdown_it import MarkdownIt

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARIES = ("GenreKit", "GenreTraining", "GenreReports", "GenreLibrary", "GenreAudio", "GenreFeatures", "GRUNet")
GROUPS = {
    "For users": ["Docs/Command.md", "Docs/MusicLibrary.md", "Docs/Web.md", "Docs/Training.md", "Docs/Library.md",
                  "Docs/Packages.md", "Docs/Cluster.md", "Docs/Formats.md"],
    "How good it is": ["Docs/Accuracy.md", "Docs/Performance.md", "Docs/Reliability.md", "Docs/Experiment.md", "Docs/Notebook.md",
                       "Docs/ModelCard-best.md", "Docs/ModelCard-best-measured.md", "Docs/ModelCard-gru.md",
                       "Docs/ModelCard-lstm.md"],
    "For developers": ["Docs/Architecture.md", "Docs/Glossary.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"],
}
KINDS = {"swift.struct": 0, "swift.class": 0, "swift.enum": 0, "swift.protocol": 0}
markdown = MarkdownIt("commonmark").enable("table")


def slug(text):
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text.lower().strip()))


def address(source):
    """Where a document's page is in the site."""
    if source == "README.md":
        return "README.html"
    return str(pathlib.PurePosixPath(source).with_suffix(".html"))


class Site:
    def __init__(self, folder, graphs):
        self.folder, self.graphs, self.index = folder, graphs, []
        self.libraries = [name for name in LIBRARIES if (graphs / f"{name}.symbols.json").exists()]
        self.documents = sorted(str(path.relative_to(ROOT)) for path in
                                [*ROOT.glob("*.md"), *(ROOT / "Docs").glob("*.md")])

    def sections(self, place):
        lines = []
        groups = GROUPS | {"Others": [d for d in self.documents if d.startswith("Docs/")
                                      and not any(d in group for group in GROUPS.values())]}
        entries = {title: [(address(d), pathlib.PurePosixPath(d).stem) for d in group if d in self.documents]
                   for title, group in groups.items()}
        entries["Reference"] = [(f"api/{name}.html", name) for name in self.libraries]
        for title, group in entries.items():
            if group:
                items = "".join(
                    f'<li><a href="{self.up(place)}{target}"{" aria-current=page" if target == place else ""}>{name}</a></li>'
                    for target, name in group)
                lines.append(f"<h2>{title}</h2><ul>{items}</ul>")
        return "".join(lines)

    @staticmethod
    def up(place):
        return "../" * place.count("/")

    def write(self, place, title, body, language="en"):
        up = self.up(place)
        page = f"""<!doctype html>
<html lang="{language}" data-root="{up}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(title)} - genre-classifier</title>
<link rel="stylesheet" href="{up}style.css">
</head>
<body>
<header><strong><a href="{up}index.html">genre-classifier</a></strong>
<a href="{up}README.html">Read me</a> <a href="{up}README.id.html" lang="id">Bahasa Indonesia</a>
<input id="search" type="search" placeholder="Search" aria-label="Search" data-none="Nothing found." hidden></header>
<div class="shell"><nav aria-label="Documents">{self.sections(place)}</nav>
<main><div id="found" role="status"></div>
{body}
</main></div>
<script src="{up}index.js"></script><script src="{up}search.js"></script>
</body>
</html>
"""
        target = self.folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page)

    def remember(self, place, title, text):
        self.index.append({"address": place, "title": title, "text": re.sub(r"\s+", " ", text.lower())[:4000]})

    def rewritten(self, source, link):
        """A link of a document as one of the site."""
        if re.match(r"[a-z]+:|#", link):
            return link
        path, _, anchor = link.partition("#")
        target = os.path.normpath(os.path.join(os.path.dirname(source), path))
        if target in self.documents:
            path = os.path.relpath(address(target), os.path.dirname(address(source)) or ".")
        else:
            path = os.path.relpath(target, os.path.dirname(address(source)) or ".")
            self.copy(target)
        return path + (f"#{anchor}" if anchor else "")

    def copy(self, name):
        """What a document links to and is no document: a picture, the licence."""
        if (ROOT / name).is_file():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, self.folder / name)

    def document(self, source):
        text = (ROOT / source).read_text()
        tokens = markdown.parse(text)
        used, section = set(), [source.rpartition("/")[2], ""]
        for number, token in enumerate(tokens):
            if token.type == "heading_open":
                name = "".join(child.content for child in tokens[number + 1].children)
                anchor, count = slug(name), 0
                while (unique := anchor if count == 0 else f"{anchor}-{count}") in used:
                    count += 1
                used.add(unique)
                token.attrSet("id", unique)
                section = [f"{address(source)}#{unique}", name]
            elif token.type == "inline":
                if section[1]:
                    self.remember(section[0], section[1], token.content)
                for child in token.children:
                    for attribute in ("href", "src"):
                        if link := child.attrGet(attribute):
                            child.attrSet(attribute, self.rewritten(source, link))
        title = re.search(r"^# (.+)$", text, re.M).group(1)
        body = markdown.renderer.render(tokens, markdown.options, {})
        self.write(address(source), title, body, "id" if ".id." in source else "en")

    def reference(self, library):
        symbols = {}
        for path in self.graphs.glob(f"{library}*.symbols.json"):
            for symbol in json.loads(path.read_text())["symbols"]:
                if not symbol["kind"]["identifier"].startswith("swift.extension"):
                    symbols.setdefault(".".join(symbol["pathComponents"]), symbol)
        lines = [f"<h1>{library}</h1>",
                 f'<p>Every public symbol, by name. With a web server in front of this site, <a href="{library}/index.html">'
                 f"its DocC archive</a> has the same with navigation: <code>python3 -m http.server</code> in this folder, "
                 f"then /api/{library}/documentation/{library.lower()}.</p>"]
        for name in sorted(symbols, key=str.lower):
            symbol = symbols[name]
            declaration = "".join(part["spelling"] for part in symbol["declarationFragments"])
            comment = "\n".join(line["text"] for line in symbol.get("docComment", {}).get("lines", []))
            member = len(symbol["pathComponents"]) > 1
            level = "h3" if member else "h2"
            comment = re.sub("``([^`]+)``", r"`\1`", comment)
            identifier = slug(name.replace(".", "-"))
            lines.append(f'<section class="symbol{" member" if member else ""}"><{level} id="{identifier}">'
                         f"{html.escape(name)}</{level}><pre><code>{html.escape(declaration)}</code></pre>"
                         f"{markdown.render(comment)}</section>")
            self.remember(f"api/{library}.html#{identifier}", f"{library}: {name}", comment)
        self.write(f"api/{library}.html", library, "\n".join(lines))

    def front(self):
        for name in ("terminal.svg", "page.png"):
            self.copy(f"Docs/Images/{name}")
        example = re.search(r"```swift\n(.*?)```", (ROOT / "README.md").read_text(), re.S).group(1)
        sentences = re.search(r"^[A-Z].{100,}$", (ROOT / "README.md").read_text(), re.M).group(0)
        self.write("index.html", "Musical genre of recordings", f"""<h1>genre-classifier</h1>
<p>{html.escape(sentences)}</p>
<div class="three">
<section><h2>Command</h2><a href="Docs/Command.html"><img src="Docs/Images/terminal.svg" alt="A terminal with an answer"></a></section>
<section><h2>Page</h2><a href="Docs/Web.html"><img src="Docs/Images/page.png" alt="The page with the same answer"></a></section>
<section><h2>Swift</h2><pre><code>{html.escape(example)}</code></pre><p><a href="Docs/Library.html">More</a></p></section>
</div>
<p><a href="README.html">Install it, and how good it is</a></p>""")

    def links_that_lead_nowhere(self):
        pages = {path: path.read_text() for path in self.folder.rglob("*.html")
                 if not any(library in path.parts for library in LIBRARIES)}
        wrong = []
        for page, text in pages.items():
            for link in re.findall(r'(?:href|src)="([^"]+)"', text):
                if re.match(r"[a-z]+:", link):
                    continue
                path, _, anchor = html.unescape(link).partition("#")
                target = (page.parent / path).resolve() if path else page
                if not target.exists():
                    wrong.append(f"{page.relative_to(self.folder)}: {link}")
                elif anchor and f'id="{anchor}"' not in pages.get(target, ""):
                    wrong.append(f"{page.relative_to(self.folder)}: {link} (no such section)")
        return wrong


def main():
    site = Site(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]))
    for source in site.documents:
        site.document(source)
    for library in site.libraries:
        site.reference(library)
    site.front()
    for name in ("style.css", "search.js"):
        shutil.copyfile(ROOT / "Tools/docs/site" / name, site.folder / name)
    (site.folder / "index.js").write_text(f"window.genreIndex = {json.dumps(site.index)};\n")
    wrong = site.links_that_lead_nowhere()
    if wrong:
        sys.exit("docs: links that lead nowhere:\n  " + "\n  ".join(wrong))
    print(f"docs: {site.folder}/index.html, {len(list(site.folder.rglob('*.html')))} pages, links checked")


if __name__ == "__main__":
    main()
