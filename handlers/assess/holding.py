"""What has been sent as evidence so far, as the dialogue about a product remembers it.

Under "f:ABOUT" stands a JSON of labels by file name; ABOUT is a question's id, or "p-" and a
paper's id in the dossier's dialogue, or "" for what belongs to the product as a whole.
"""

from __future__ import annotations

import json
from dataclasses import replace

from bot.core.dialogue import Dialogue

FILES = "f:"
SHORT = 12  # letters of a file's name on a button


def sent(dialogue: Dialogue | None, about: str) -> dict[str, str]:
    """The labels of the files about something, by file name, in the order they came."""
    text = dialogue.answers.get(f"{FILES}{about}", "") if dialogue else ""
    found: dict[str, str] = json.loads(text or "{}")
    return found


def everything(dialogue: Dialogue | None) -> dict[str, dict[str, str]]:
    """All files of a dialogue by what they are about."""
    keys = [key for key in dialogue.answers if key.startswith(FILES)] if dialogue else []
    return {key.removeprefix(FILES): sent(dialogue, key.removeprefix(FILES)) for key in keys}


def count(dialogue: Dialogue | None) -> int:
    """How many files there are in all."""
    return sum(map(len, everything(dialogue).values()))


def find(dialogue: Dialogue | None, short: str) -> tuple[str, str, str] | None:
    """(about, name, label) of the file whose name begins like that; None when it is gone."""
    for about, files in everything(dialogue).items():
        for name, label in files.items():
            if name.startswith(short):
                return about, name, label
    return None


def with_file(dialogue: Dialogue, about: str, name: str, label: str) -> Dialogue:
    """The dialogue with one more file about something."""
    return _put(dialogue, about, sent(dialogue, about) | {name: label})


def without_file(dialogue: Dialogue, name: str) -> Dialogue:
    """The dialogue without a file."""
    for about, files in everything(dialogue).items():
        if name in files:
            return _put(dialogue, about, {n: v for n, v in files.items() if n != name})
    return dialogue


def moved(dialogue: Dialogue, about: str, to: str = "") -> Dialogue:
    """The dialogue with what was about one thing about another."""
    files = sent(dialogue, to) | sent(dialogue, about)
    return _put(_put(dialogue, about, {}), to, files) if files else dialogue


def _put(dialogue: Dialogue, about: str, files: dict[str, str]) -> Dialogue:
    kept = {k: v for k, v in dialogue.answers.items() if k != f"{FILES}{about}"}
    if files:
        kept[f"{FILES}{about}"] = json.dumps(files, ensure_ascii=False)
    return replace(dialogue, answers=kept)
