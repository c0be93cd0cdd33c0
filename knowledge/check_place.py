"""Where in the files something a check found is written."""

from __future__ import annotations

from pathlib import Path

from knowledge.load_faults import Fault, Severity
from knowledge.model import Entry


class Places:
    """Finds lines in the content folder; without a folder every line is 0."""

    def __init__(self, folder: Path | None) -> None:
        """`folder` is where the library was loaded from."""
        self._folder = folder
        self._lines: dict[str, list[str]] = {}

    def line(self, path: str, words: str) -> int:
        """The first line of a file that starts with the words, else that has them, from 1.

        0 when there is none.
        """
        if self._folder is None:
            return 0
        if path not in self._lines:
            file = self._folder / path
            text = file.read_text(encoding="utf-8") if file.is_file() else ""
            self._lines[path] = text.split("\n")
        lines = list(enumerate(self._lines[path], 1))
        starts = (n for n, line in lines if line.lstrip(" -\"'").startswith(words))
        has = (n for n, line in lines if words in line)
        return next(starts, 0) or next(has, 0)

    def at(
        self, path: str, words: str, text: str, severity: Severity = "fault", field: str = ""
    ) -> Fault:
        """A fault at the line that has the words."""
        return Fault(path, self.line(path, words), text, severity, field)

    def entry(
        self, entry: Entry, words: str, text: str, severity: Severity = "fault", field: str = ""
    ) -> Fault:
        """A fault in an entry's file."""
        return self.at(path_of(entry), words, text, severity, field)


def path_of(entry: Entry) -> str:
    """The file of an entry, in the content folder."""
    return f"faq/{entry.topic}/{entry.id}.yaml"
