#!/usr/bin/env python3
"""Makes what README.md shows of the running programs, and keeps it true.

    python3 Tools/docs/make_pictures.py            # after a change of weights, output or page; needs Chromium for the page
    python3 Tools/docs/make_pictures.py --check    # fails where the terminal's picture or a text is not what is printed now

It writes Docs/Images/terminal.svg and page.png, the answers for the demonstration clip in Docs/Command.md, and the
figures of the models in README.id.md, which are those of README.md. The programs are .build/release/genre-cli and
genre-web, or $GENRE_CLI and $GENRE_WEB. --check allows other digits, as another processor may give them.
"""

import html
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLI = os.environ.get("GENRE_CLI", str(ROOT / ".build/release/genre-cli"))
IMAGES = ROOT / "Docs/Images"
CLIP = "Examples/demo.mp3"
WIDTH, HEIGHT, MARGIN = 8.4, 19, 18


def run(*arguments):
    return subprocess.run([CLI, *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def svg(command, output):
    """A terminal with a command and what it printed."""
    lines = [f"$ {command}", ""] + output.rstrip("\n").split("\n")
    columns = max(map(len, lines))
    width, height = columns * WIDTH + 2 * MARGIN, (len(lines) + 1) * HEIGHT + 2 * MARGIN
    texts = []
    for number, line in enumerate(lines):
        if line.strip():
            kind = ' class="command"' if number == 0 else ' class="answer"' if number == 3 else ""
            # A length for each line: columns stay below each other in any font.
            texts.append(f'<text{kind} x="{MARGIN}" y="{MARGIN + (number + 2) * HEIGHT}" '
                         f'textLength="{len(line) * WIDTH:.1f}" xml:space="preserve">{html.escape(line)}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{html.escape(lines[0])}, and its answer">\n'
        "<style>text { font: 14px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #d6dae0 }"
        " .command { fill: #8fd18f } .answer { fill: #ffffff; font-weight: bold }</style>\n"
        '<rect width="100%" height="100%" rx="8" fill="#1d2127"/>\n'
        '<circle cx="20" cy="16" r="5" fill="#e0605e"/><circle cx="38" cy="16" r="5" fill="#dfb04d"/>'
        '<circle cx="56" cy="16" r="5" fill="#68b35c"/>\n' + "\n".join(texts) + "\n</svg>\n"
    )


def shortened(text):
    """The first lines of an answer in JSON: as far as the first segment."""
    lines = text.rstrip("\n").split("\n")
    end = next(number for number, line in enumerate(lines) if '"segments"' in line) + 7
    return "\n".join(lines[:end] + ["    ..."]) + "\n"


def with_block(document, start, body):
    """A document with the fenced block that begins so replaced."""
    blocks = document.split("```")
    for number, block in enumerate(blocks):
        language, _, text = block.partition("\n")
        if number % 2 == 1 and text.startswith(start):
            blocks[number] = f"{language}\n{body}"
            return "```".join(blocks)
    sys.exit(f"no block of the document begins with {start!r}")


def with_figures(translated, original):
    """The translation with the figures of the models that the original has."""
    rows = {line.split("|")[1].split("`")[1]: line.split("|")[3:]
            for line in original.split("\n") if re.match(r"\| `(best|gru|lstm)`", line)}
    lines = translated.split("\n")
    for number, line in enumerate(lines):
        if re.match(r"\| `(best|gru|lstm)`", line):
            figures = [figure.replace(" to ", " sampai ") for figure in rows[line.split("`")[1]]]
            lines[number] = "|".join(line.split("|")[:3] + figures)
    return "\n".join(lines)


def texts():
    """Each file, and what it should have."""
    original, command = (ROOT / "README.md").read_text(), (ROOT / "Docs/Command.md").read_text()
    shown = "".join(line.rstrip() + "\n" for line in run("classify", "--timeline", CLIP).split("\n")[:-1])
    command = with_block(command, f"{CLIP}  (", shown)
    command = with_block(command, "{\n", shortened(run("classify", "--format", "json", "--top", "2", CLIP)))
    return {
        IMAGES / "terminal.svg": svg(f"genre-cli classify --timeline {CLIP}", shown),
        ROOT / "Docs/Command.md": command,
        ROOT / "README.id.md": with_figures((ROOT / "README.id.md").read_text(), original),
    }


def without_digits(text):
    return re.sub(r"[0-9.]+|[█·░▒▓]+", "#", text)


def picture_of_page():
    """The page with the answer for the clip, as a browser shows it."""
    sys.path[:0] = [str(ROOT / "Tests/Server"), str(ROOT / "Tests/Page")]
    from devtools import Browser, find_browser
    from server import DEMO, Server

    if not find_browser():
        print("pictures: note: there is no browser here, so page.png was left as it is", file=sys.stderr)
        return
    server, browser = Server(), Browser()
    try:
        browser.size(760, 700)
        browser.open(f"{server.address}/?lang=en")
        browser.wait("document.documentElement.classList.contains('ready')")
        browser.set_files("#file", [DEMO])
        browser.wait("document.querySelectorAll('#files li').length === 1")
        browser.evaluate("document.querySelector('#check').click()")
        browser.wait("document.querySelectorAll('.card .answer').length === 1", 60)
        browser.wait("[...document.querySelectorAll('.waveform')].every(c => c.getContext('2d')"
                     ".getImageData(0, 0, c.width, c.height).data.some(v => v > 0))")
        browser.evaluate("document.querySelector('.card').scrollIntoView()")
        browser.screenshot(str(IMAGES / "page.png"))
    finally:
        browser.close()
        server.stop()


def main():
    wanted = texts()
    if "--check" in sys.argv[1:]:
        wrong = [path for path, text in wanted.items()
                 if not path.exists() or without_digits(path.read_text()) != without_digits(text)]
        if wrong:
            names = ", ".join(str(path.relative_to(ROOT)) for path in wrong)
            sys.exit(f"pictures: not what the programs print now: {names}; run python3 Tools/docs/make_pictures.py")
        print("pictures: as the programs print")
        return
    IMAGES.mkdir(exist_ok=True)
    for path, text in wanted.items():
        path.write_text(text)
    picture_of_page()
    print("pictures: written")


if __name__ == "__main__":
    main()
