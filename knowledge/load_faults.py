"""What is wrong with the content, said so that its writer can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["fault", "note"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right: `path` is relative to the content folder, `line` counts from 1.

    Line 0 speaks of the whole file. `field` is the field of an entry, figure or source it is
    about. A `fault` refuses the content, a `note` only asks for a second look.
    """

    path: str
    line: int
    text: str
    severity: Severity = "fault"
    field: str = ""

    def __str__(self) -> str:
        """The line a curator reads: "faq/costs/fee.yaml:3: …"."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.text}"


class ContentFaults(Exception):
    """The content is refused; `faults` lists all that is wrong with it, at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults in order of file and line."""
        self.faults = in_order(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults by file and line, each once."""
    return tuple(sorted(dict.fromkeys(faults), key=lambda f: (f.path, f.line, f.text)))
