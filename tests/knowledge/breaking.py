"""Breaking a copy of the content on purpose, to see what a curator is told."""

from __future__ import annotations

from pathlib import Path


def change(content: Path, name: str, old: str, new: str) -> int:
    """Put new words in place of old ones; the line they stand on."""
    path = content / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1
