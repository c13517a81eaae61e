#!/usr/bin/env python3
"""Typechecks the Swift examples of the documents against the modules that are built.

The examples of one document are read as one function, each nested in the one before it, so that a later example may use
what an earlier one declares. What they use beside that (a list of paths, a block of samples) is declared in PRELUDES.
Manifest lines, which begin with a dot, are left out.

Usage: Tools/checks/swift_examples.py     after swift build -c release; needs the standard library of Python 3.8 alone
"""
import glob
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
BUILD = os.path.join(ROOT, ".build", "release")

# What a document's examples take for granted.
PRELUDES = {
    "README.md": ["let paths: [String] = []"],
    "Docs/Library.md": [
        "import Foundation", "let paths: [String] = []", 'let path = "song.mp3"', "func nextBlock() -> [Float]? { nil }"],
    "GenreAudio.md": ["func analyze(_ block: ArraySlice<Float>) {}"],
    "GenreFeatures.md": ["let samples: [Float] = []", "func nextBlock() -> [Float]? { nil }"],
    "GRUNet.md": ["import GRUNet"],
    "TrainingAndFiles.md": [
        "import GRUNet", "let mfccs: [Float] = []", "let userWantsToStop = false",
        "let validation = LabelledSequences(featureCount: 13, classCount: 10)"],
    "GenreKit.md": ["import Foundation", "let paths: [String] = []"],
    "GenreReports.md": [
        "import GenreKit", "import GenreTraining",
        'let evaluation = Evaluation([], labels: ["blues"], calibration: Calibration())'],
}


def documents():
    patterns = ["README.md", "Docs/*.md", "Sources/*/*.docc/*.md"]
    found = [path for pattern in patterns for path in sorted(glob.glob(os.path.join(ROOT, pattern)))]
    return [os.path.relpath(path, ROOT) for path in found]


def examples(path):
    """The Swift examples of a document, each with the number of its first line."""
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        text = file.read()
    found = []
    for match in re.finditer(r"^```swift\n(.*?)^```", text, re.S | re.M):
        if not match.group(1).lstrip().startswith("."):
            found.append((text.count("\n", 0, match.start(1)) + 1, match.group(1)))
    return found


def program(path, blocks):
    """One function of all examples; its lines are those of the document to the compiler."""
    prelude = PRELUDES.get(path, PRELUDES.get(os.path.basename(path), []))
    imports = [line for line in prelude if line.startswith("import ")]
    lines = [line for line in prelude if not line.startswith("import ")]
    name = os.path.abspath(os.path.join(ROOT, path))
    for first, block in blocks:
        imports += re.findall(r"^import \w+", block, re.M)
        lines.append("do {")
        lines.append(f'#sourceLocation(file: "{name}", line: {first})')
        # An empty line in place of an import keeps the numbers right.
        lines.append(re.sub(r"^import \w+.*$", "", block, flags=re.M).rstrip("\n"))
        lines.append("#sourceLocation()")
    head = "\n".join(dict.fromkeys(imports))
    return f"{head}\nfunc examples() async throws {{\n" + "\n".join(lines) + "\n}" * (len(blocks) + 1) + "\n"


def check(path, blocks, folder):
    source = os.path.join(folder, "Examples.swift")
    with open(source, "w", encoding="utf-8") as file:
        file.write(program(path, blocks))
    maps = sorted(
        glob.glob(os.path.join(ROOT, "Sources", "*", "module.modulemap"))
        + glob.glob(os.path.join(ROOT, "Sources", "*", "include", "module.modulemap"))
        + glob.glob(os.path.join(BUILD, "*.build", "module.modulemap"))
        # SQLite's, which GenreLibrary needs by way of GRDB.
        + glob.glob(os.path.join(ROOT, ".build", "checkouts", "GRDB.swift", "Sources", "*", "module.modulemap")))
    command = ["swiftc", "-typecheck", "-swift-version", "6", "-parse-as-library", "-suppress-warnings",
               "-I", os.path.join(BUILD, "Modules"), source]
    for name in maps:
        command += ["-Xcc", f"-fmodule-map-file={name}"]
    return subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def main():
    if not os.path.isdir(os.path.join(BUILD, "Modules")):
        sys.exit("swift_examples: nothing is built; run swift build -c release first")
    count, failed = 0, []
    with tempfile.TemporaryDirectory() as folder:
        for path in documents():
            blocks = examples(path)
            if not blocks:
                continue
            count += len(blocks)
            result = check(path, blocks, folder)
            if result.returncode != 0:
                failed.append(path)
                print(result.stdout)
    if failed:
        sys.exit(f"swift_examples: examples that do not compile in {', '.join(failed)}")
    print(f"swift_examples: {count} examples compile")


if __name__ == "__main__":
    main()
