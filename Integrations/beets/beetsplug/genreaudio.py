"""Fills in missing genres from the sound itself, by genre-cli.

    beet genre-audio [--pretend] [--overwrite] [QUERY]

All recordings go through one process of genre-cli. A genre that is there stays, and answers that are unsure are not
written, unless asked for. beets writes the tags, as its configuration says. See ../README.md.
"""

from __future__ import annotations

import json
import os
import subprocess
import threading

from beets import ui, util
from beets.library import Item
from beets.plugins import BeetsPlugin


class GenreAudioPlugin(BeetsPlugin):
    def __init__(self):
        super().__init__()
        self.config.add(
            {
                "command": "genre-cli",
                "model": "best",
                "auto": False,
                "overwrite": False,
                "min_confidence": 0.0,
                "include_unsure": False,
                "top": 1,
                "map": {},
            }
        )
        if self.config["auto"].get(bool):
            self.import_stages = [self.imported]

    def commands(self):
        command = ui.Subcommand("genre-audio", help="fill in missing genres from the sound, by genre-cli")
        command.parser.add_option(
            "-p", "--pretend", action="store_true", help="show what would be written, and change nothing"
        )
        command.parser.add_option(
            "-o", "--overwrite", action="store_true", default=None, help="also where a genre is there already"
        )
        command.parser.add_option(
            "--include-unsure", action="store_true", default=None, help="also answers that are unsure"
        )
        command.parser.add_option(
            "--min-confidence", type="float", metavar="P", help="only answers with at least this confidence, 0 to 1"
        )
        command.func = self.run
        return [command]

    def run(self, lib, options, arguments):
        for name in ["overwrite", "include_unsure", "min_confidence"]:
            value = getattr(options, name)
            if value is not None:
                self.config[name] = value
        self.fill(list(lib.items(arguments)), write=ui.should_write(), pretend=options.pretend)

    def imported(self, session, task):
        """The import writes the tags itself, as it is configured."""
        self.fill(list(task.imported_items()), write=False, pretend=False)

    def fill(self, items, write, pretend):
        """Classifies the items that lack a genre, and stores the answers."""
        if not self.config["overwrite"].get(bool):
            items = [item for item in items if not current_genres(item)]
        counts = {"filled": 0, "unsure": 0, "failed": 0}
        for item, answer in zip(items, self.answers(items)):
            counts[self.note(item, answer, write, pretend)] += 1
        if items:
            self._log.info("{filled} filled in, {unsure} left out as unsure, {failed} failed", **counts)

    def note(self, item, answer, write, pretend):
        """Stores one answer, and returns what it counts as."""
        path = util.displayable_path(item.path)
        if "error" in answer:
            self._log.warning("{}: {}", path, answer["error"]["message"])
            return "failed"
        genres = self.genres(answer)
        if not genres:
            self._log.debug("{}: not sure; perhaps {}", path, answer["genre"])
            return "unsure"
        if pretend:
            ui.print_(f"{path}: {', '.join(genres)} ({round(100 * answer['confidence'])} %)")
            return "filled"
        set_genres(item, genres)
        if write:
            item.try_write()
        item.store()
        return "filled"

    def genres(self, answer):
        """The genres to write, under the names that the configuration gives them; none where the answer is unsure."""
        if answer["unsure"] and not self.config["include_unsure"].get(bool):
            return []
        if answer["confidence"] < self.config["min_confidence"].get(float):
            return []
        names = self.config["map"].get(dict)
        top = max(1, self.config["top"].get(int))
        return [str(names.get(score["genre"], score["genre"].capitalize())) for score in answer["scores"][:top]]

    def answers(self, items):
        """Yields the answer for each item, in their order: one line of genre-cli for each."""
        if not items:
            return
        command = self.config["command"].as_str()
        arguments = ["classify", "--paths-from", "-", "--null", "--format", "ndjson"]
        arguments += ["--model", self.config["model"].as_str(), "--top", "10"]
        try:
            process = subprocess.Popen(
                [command, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            raise ui.UserError(
                f"genreaudio: {command} cannot be started ({error.strerror}); set genreaudio.command to its path"
            ) from None
        # In a thread of its own: genre-cli waits when nobody reads its answers, and would then read no more paths.
        sender = threading.Thread(target=send, args=(process.stdin, [item.path for item in items]), daemon=True)
        sender.start()
        try:
            for _ in items:
                line = process.stdout.readline()
                if not line:
                    raise ui.UserError(
                        f"genreaudio: {command} ended early (status {process.wait()}); "
                        f"run '{command} doctor' to see why"
                    )
                yield json.loads(line)
        finally:
            process.stdout.close()
            process.terminate()
            process.wait()


def send(stream, paths):
    """Writes paths, each ended by a zero byte. The reader may end before."""
    try:
        for path in paths:
            stream.write(os.fsencode(util.syspath(path)) + b"\0")
        stream.close()
    except OSError:
        pass


def has_list():
    """Whether this version of beets keeps genres as a list."""
    return "genres" in Item._fields


def current_genres(item):
    return item.genres if has_list() else item.genre


def set_genres(item, genres):
    if has_list():
        item.genres = genres
    else:
        item.genre = "; ".join(genres)
