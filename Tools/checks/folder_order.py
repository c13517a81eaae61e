#!/usr/bin/env python3
"""Checks that the folders inside each target of Sources have a strict order.

A folder stands above another if one of its files names something that a file of the other declares: a type, a free
function, or a member that an extension adds to a type from elsewhere. No two folders of a target may stand above
each other, not even by way of a third. Comments and the text of strings do not count. Swift's own rules keep the
targets in order; this keeps their folders.

Names are found by their spelling, without a compiler. Members count only where the whole target declares one thing
of that name, so that a common name makes no false arrow.

Usage: Tools/checks/folder_order.py [--arrows] [TARGET FOLDER ...]     without folders: every target under Sources
--arrows also prints what each arrow consists of. Needs the standard library of Python 3.8 or later, nothing else.
"""
import collections
import os
import re
import sys

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))

MODIFIERS = r"(?:(?:public|package|internal|final|indirect|nonisolated|@\w+(?:\([^)\n]*\))?)\s+)*"
TYPE = re.compile(r"^" + MODIFIERS + r"(?:struct|enum|class|actor|protocol|typealias)\s+(\w+)", re.M)
FREE = re.compile(r"^" + MODIFIERS + r"(?:func|let|var)\s+(\w+)", re.M)
BLOCK = re.compile(r"^" + MODIFIERS + r"(extension|struct|enum|class|actor|protocol)\s+\[?(\w+)")
MEMBER = re.compile(
    r"^  (?:(?:public|package|internal|static|mutating|nonmutating|class|@\w+(?:\([^)\n]*\))?)\s+)*"
    r"(?:func|let|var|case|struct|enum|typealias)\s+(\w+)"
)
INTERPOLATION = re.compile(r"\\\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")
STRING = re.compile(r'"""[\s\S]*?"""|"(?:\\\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\\.|[^"\\\n])*"')


def code(text):
    """The text without comments, of strings only what is interpolated, and without the indentation of `#if`."""
    text = re.sub(r"/\*[\s\S]*?\*/", " ", text)
    text = re.sub(r"(?<![:\"])//[^\n]*", " ", text)
    text = STRING.sub(lambda match: '"' + " ".join(INTERPOLATION.findall(match.group(0))) + '"', text)
    return re.sub(r"^#if[\s\S]*?^#endif", lambda match: match.group(0).replace("\n  ", "\n"), text, flags=re.M)


def sources(target):
    """The code of each Swift file of a target, by path."""
    found = {}
    for folder, _, names in os.walk(target):
        for name in names:
            if name.endswith(".swift"):
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8") as file:
                    found[path] = code(file.read())
    return found


def folder_of(path, target):
    """The folder of a file, within its target."""
    folder = os.path.relpath(os.path.dirname(path), target)
    return "(root)" if folder == "." else folder


def members(text):
    """Pairs of a type that is extended or declared at the top level, and a member of it."""
    owner, is_extension = None, False
    for line in text.split("\n"):
        block = BLOCK.match(line)
        if block:
            is_extension, owner = block.group(1) == "extension", block.group(2)
        elif line.startswith("}"):
            owner = None
        member = MEMBER.match(line)
        if member and owner:
            yield owner, is_extension, member.group(1)


def declarations(files):
    """Where what is declared: types and free functions by name, and members of extensions by name."""
    names, owners = {}, collections.defaultdict(list)
    for path, text in files.items():
        for match in list(TYPE.finditer(text)) + list(FREE.finditer(text)):
            names[match.group(1)] = path
    for path, text in files.items():
        for owner, is_extension, name in members(text):
            owners[name].append((path, is_extension, owner))
    added = {}
    for name, places in owners.items():
        path, is_extension, owner = places[0]
        if len({place[0] for place in places}) == 1 and is_extension and name not in names:
            if os.path.dirname(names.get(owner, "")) != os.path.dirname(path):
                added[name] = path
    return names, added


def arrows(target):
    """For each pair of folders, the first of which names something of the second: what, and in which files."""
    files = sources(target)
    names, added = declarations(files)
    found = collections.defaultdict(lambda: collections.defaultdict(set))
    for path, text in files.items():
        here = folder_of(path, target)
        used = {word: names[word] for word in set(re.findall(r"\b\w+\b", text)) if word in names}
        used.update({word: added[word] for word in set(re.findall(r"\.(\w+)\b", text)) if word in added})
        for word, home in used.items():
            there = folder_of(home, target)
            if there != here:
                found[(here, there)][word].add(os.path.basename(path))
    return {folder_of(path, target) for path in files}, found


def order(folders, found):
    """The folders from the lowest up, and those that are left because they stand above one another."""
    below = {folder: {there for here, there in found if here == folder} for folder in folders}
    ordered = []
    while True:
        free = sorted(folder for folder in below if below[folder] <= set(ordered))
        if not free:
            break
        for folder in free:
            del below[folder]
        ordered += free
    # What merely stands above a knot is no part of it.
    knot = dict(below)
    while True:
        top = [folder for folder in knot if not any(folder in knot[other] for other in knot)]
        if not top:
            return ordered, sorted(knot)
        for folder in top:
            del knot[folder]


def check(target, prints_arrows):
    """Prints the order of a target, or its knot. False if there is one."""
    name = os.path.basename(target)
    folders, found = arrows(target)
    ordered, knot = order(folders, found)
    if prints_arrows:
        for (here, there), words in sorted(found.items()):
            print("  %s -> %s: %s" % (here, there, description(words)))
    if not knot:
        if len(folders) > 1:
            print("%s: %s" % (name, " < ".join(ordered)))
        return True
    print("%s: these folders stand above one another: %s" % (name, ", ".join(knot)))
    for (here, there), words in sorted(found.items(), key=lambda item: len(item[1])):
        if here in knot and there in knot:
            print("  %s -> %s: %s" % (here, there, description(words)))
    return False


def description(words):
    """What an arrow consists of, in a line."""
    return "; ".join("%s in %s" % (word, ", ".join(sorted(files))) for word, files in sorted(words.items()))


def main():
    arguments = [word for word in sys.argv[1:] if word != "--arrows"]
    folder = os.path.join(ROOT, "Sources")
    targets = [word.rstrip("/") for word in arguments] or [
        os.path.join(folder, name) for name in sorted(os.listdir(folder))
    ]
    results = [check(target, "--arrows" in sys.argv) for target in targets]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
