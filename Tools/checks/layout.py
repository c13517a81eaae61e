#!/usr/bin/env python3
"""Checks that tests, fixtures and tools lie where their names say.

- A folder of tests (Tests/NAMETests) has the folders of its target, and Support; nothing else.
- A file of tests is named *Tests.swift. What tests share lies in Support, or, for several targets, in Tests/Support.
- Files that tests compare with lie in Tests/Fixtures and nowhere else.
- Tools/README.md has a line about each file of Tools.

Usage: Tools/checks/layout.py [REPOSITORY]     Needs the standard library of Python 3.8 or later, nothing else.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Targets whose sources lie in a folder of another name.
SOURCES = {"GenreAudio": "AudioIO", "GenreFeatures": "Features", "EndToEnd": "genre-cli"}
# What this repository ignores, and so may be in any folder.
IGNORED = {".build", ".swiftpm", "__pycache__"}


def folders(root):
    """The folders below a folder, as paths from there."""
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_dir() and any(path.iterdir())}


def misplaced_tests(tests, sources):
    """What lies in the wrong folder of one target's tests."""
    allowed = folders(sources) | {"Support"}
    for name in sorted(folders(tests) - allowed):
        yield f"{tests.name}/{name}: {sources.name} has no folder of this name"
    for path in sorted(tests.rglob("*")):
        place = path.relative_to(tests)
        if path.is_dir():
            continue
        if path.suffix != ".swift":
            yield f"{tests.name}/{place}: a fixture lies in Tests/Fixtures"
        elif place.parts[0] != "Support" and not path.stem.endswith("Tests"):
            yield f"{tests.name}/{place}: what is no test lies in Support"
        elif place.parts[0] == "Support" and path.stem.endswith("Tests"):
            yield f"{tests.name}/{place}: a test lies beside Support, not in it"


def undescribed_tools(tools):
    """Files of Tools that the README has no line about, and lines about files that are not there."""
    readme = (tools / "README.md").read_text(encoding="utf-8")
    sections = {part.split(":")[0]: part for part in readme.split("\n## ")[1:]}
    for folder in sorted(path for path in tools.iterdir() if path.is_dir() and path.name not in IGNORED):
        named = set(re.findall(r"`([\w.*-]+\.\w+)`", sections.get(folder.name, "")))
        files = {path.name for path in folder.iterdir() if path.is_file()}
        for name in sorted(files):
            if not any(pathlib.PurePath(name).match(pattern) for pattern in named):
                yield f"Tools/{folder.name}/{name}: Tools/README.md has no line about it"
        for pattern in sorted(named):
            if "*" not in pattern and pattern not in files and f"| `{pattern}`" in sections[folder.name]:
                yield f"Tools/README.md: there is no {folder.name}/{pattern}"
    for path in sorted(path for path in tools.iterdir() if path.is_file() and path.name != "README.md"):
        yield f"Tools/{path.name}: a script lies in a folder of Tools"


def faults(root):
    for tests in sorted(root.glob("Tests/*Tests")):
        name = tests.name[: -len("Tests")]
        sources = root / "Sources" / SOURCES.get(name, name)
        if sources.is_dir():
            yield from misplaced_tests(tests, sources)
        else:
            yield f"{tests.name}: there is no {sources.relative_to(root)}"
    yield from undescribed_tools(root / "Tools")


def main():
    found = list(faults(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT))
    for fault in found:
        print(fault, file=sys.stderr)
    if not found:
        print("layout: tests, fixtures and tools lie where their names say")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
