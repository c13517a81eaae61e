#!/usr/bin/env python3
"""Makes manual pages of a program's own help: one for the program, one for each of its commands.

    python3 Packaging/manpages.py FOLDER PROGRAM...     writes FOLDER/PROGRAM.1, FOLDER/PROGRAM-COMMAND.1

The date is that of $SOURCE_DATE_EPOCH, so that the same program gives the same pages.
"""

import datetime
import json
import os
import pathlib
import subprocess
import sys


def escaped(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def prose(text):
    """Paragraphs as they are; indented lines, which are examples, without filling."""
    lines, inside = [], False
    for line in text.split("\n"):
        if line.startswith("  ") != inside:
            inside = not inside
            lines.append(".nf\n.RS" if inside else ".RE\n.fi")
        if not line.strip():
            lines.append(".PP")
        else:
            lines.append(escaped(line.strip() if inside else line))
    if inside:
        lines.append(".RE\n.fi")
    return "\n".join(lines)


def names(argument):
    dashes = {"short": "-", "long": "--", "longWithSingleDash": "-"}
    return [dashes[name["kind"]] + name["name"] for name in argument.get("names", [])]


def written(argument):
    """An argument as one types it, in bold what is literal and in italics what stands for something."""
    value = f"\\fI{escaped(argument.get('valueName', 'value'))}\\fR"
    if argument["kind"] == "positional":
        return value
    text = ", ".join(f"\\fB{escaped(name)}\\fR" for name in names(argument))
    return text if argument["kind"] == "flag" else f"{text} {value}"


def synopsis(command, path):
    parts = [f"\\fB{escaped(path)}\\fR"]
    if command.get("subcommands"):
        return parts[0] + " \\fIcommand\\fR"
    if any(argument["kind"] != "positional" for argument in command["arguments"]):
        parts.append("[\\fIoptions\\fR]")
    for argument in command["arguments"]:
        if argument["kind"] == "positional":
            text = written(argument) + ("..." if argument["isRepeating"] else "")
            parts.append(f"[{text}]" if argument["isOptional"] else text)
    return " ".join(parts)


def described(argument):
    text = argument.get("abstract") or argument.get("discussion") or ""
    if argument.get("allValues") and not any(value in text for value in argument["allValues"]):
        text += f" One of: {', '.join(argument['allValues'])}."
    default = argument.get("defaultValue")
    if default and "(default" not in text:
        text += f" (default: {default})"
    return text.strip()


def options(command):
    sections, order = {}, []
    for argument in command["arguments"]:
        if argument["shouldDisplay"]:
            section = argument.get("sectionTitle") or ("Arguments" if argument["kind"] == "positional" else "Options")
            sections.setdefault(section, []).append(argument)
            order += [] if section in order else [section]
    lines = []
    for section in order:
        lines.append(f".SH {escaped(section).upper()}")
        for argument in sections[section]:
            lines += [".TP", written(argument), escaped(described(argument))]
    return lines


def page(command, path, program, version):
    name = path.replace(" ", "-")
    time = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", 0)), datetime.timezone.utc)
    abstract = command.get("abstract", "").rstrip(".")
    lines = [
        f'.TH {name.upper()} 1 "{time:%Y-%m-%d}" "{program} {version}" "User Commands"',
        ".SH NAME", f"{escaped(name)} \\- {escaped(abstract[:1].lower() + abstract[1:])}",
        ".SH SYNOPSIS", synopsis(command, path),
    ]
    if command.get("discussion"):
        lines += [".SH DESCRIPTION", prose(command["discussion"])]
    commands = [sub for sub in command.get("subcommands", []) if sub["shouldDisplay"] and sub["commandName"] != "help"]
    if commands:
        lines.append(".SH COMMANDS")
        for sub in commands:
            lines += [".TP", f"\\fB{escaped(sub['commandName'])}\\fR", escaped(sub.get("abstract", ""))]
    lines += options(command)
    others = [f"{path} {sub['commandName']}" for sub in commands] or ([program] if path != program else [])
    if others:
        lines += [".SH SEE ALSO", ", ".join(f"\\fB{escaped(other.replace(' ', '-'))}\\fR(1)" for other in others)]
    pages = {name: "\n".join(lines) + "\n"}
    for sub in commands:
        pages |= page(sub, f"{path} {sub['commandName']}", program, version)
    return pages


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for program in sys.argv[2:]:
        run = lambda *more: subprocess.run([program, *more], check=True, capture_output=True, text=True).stdout
        command, version = json.loads(run("--experimental-dump-help"))["command"], run("--version").strip()
        for name, text in page(command, command["commandName"], command["commandName"], version).items():
            (folder / f"{name}.1").write_text(text)


if __name__ == "__main__":
    main()
