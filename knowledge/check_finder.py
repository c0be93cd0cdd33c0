"""All phrases asked at once: who takes another's question, and whom nobody can reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from knowledge.check_place import Places
from knowledge.load_faults import Fault, Severity
from knowledge.model import Entry, Finding, Library, Outcome

# One phrase lost in twelve is how a search errs; a third of them is a fault of the content.
STOLEN_SHARE = 3


def finder_faults(
    library: Library, ask: Callable[[str], Finding], day: date, places: Places
) -> Iterator[Fault]:
    """Ask every phrase of every entry that holds today."""
    for entry in library.entries.values():
        if entry.status == "published" and entry.ask and library.on_day(entry, day):
            yield from _entry_faults(entry, ask, places)


def _entry_faults(entry: Entry, ask: Callable[[str], Finding], places: Places) -> Iterator[Fault]:
    """The phrases of one entry that go elsewhere, one fault for each thief."""
    reached = False
    lost: dict[str, list[str]] = {}
    for phrase in entry.ask:
        offered, answered = _found(ask(phrase))
        reached = reached or entry.id in offered
        if answered and answered != entry.id:
            lost.setdefault(answered, []).append(phrase)
    if not reached:
        text = "Không câu hỏi nào tới được mục này; viết `ask` rõ ý riêng của mục hơn."
        yield places.entry(entry, "ask:", text, field="ask")
    for thief, phrases in lost.items():
        serious = len(phrases) * STOLEN_SHARE >= len(entry.ask)
        severity: Severity = "fault" if serious else "note"
        text = f"Mục `{thief}` giành {len(phrases)}/{len(entry.ask)} câu hỏi của mục này, như"
        text = f"{text} “{phrases[0]}”; chuyển câu sang mục đó hoặc viết khác đi."
        yield places.entry(entry, phrases[0], text, severity, "ask")


def _found(finding: Finding) -> tuple[set[str], str]:
    """The entries offered, and the one given as the answer ("" when none was); variants count
    as the entry whose questions they answer."""
    roots = [c.entry.variant_of or c.entry.id for p in finding.parts for c in p.candidates]
    sure = finding.parts and finding.parts[0].outcome is Outcome.ANSWER
    return set(roots), roots[0] if sure and roots else ""
