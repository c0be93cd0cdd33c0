"""Three quick wins in the report: what all of them need is said once."""

from __future__ import annotations

from papers.colours import SOFT
from papers.pages import Pages
from papers.result import Raise, Result


def wins(pages: Pages, found: Result) -> None:
    """The cheapest ways to the next rank, with the paper each change needs."""
    if not found.wins:
        return
    rank = found.wins[0].rank
    pages.heading(f"Cách nhanh nhất để lên {rank} sao")
    if rank < 3:
        told = "Từ 3 sao mới được cấp giấy OCOP; đây là bước gần nhất trước đó."
        pages.line_of(told, size=8.2, ink=SOFT)
    sets = [set(map(_key, win.changes)) for win in found.wins]
    shared = set.intersection(*sets)
    if len(found.wins) > 1 and shared:
        pages.line_of("Cách nào cũng cần:", bold=True)
        _changes(pages, [one for one in found.wins[0].changes if _key(one) in shared])
    for at, win in enumerate(found.wins, 1):
        own = [one for one in win.changes if len(found.wins) == 1 or _key(one) not in shared]
        if own:
            name = "Việc cần làm" if len(found.wins) == 1 else f"Cách {at}"
            also = ", thêm" if shared and len(found.wins) > 1 else ""
            pages.line_of(f"{name}{also}:", bold=True)
            _changes(pages, own)


def _key(change: Raise) -> tuple[str, int]:
    return change.criterion.code, change.to.points


def _changes(pages: Pages, changes: list[Raise]) -> None:
    """Each change in two lines: what to reach, then its paper."""
    for change in changes:
        gain = change.to.points - (change.now.points if change.now else 0)
        title = f"{change.criterion.code} {change.criterion.title} (+{gain} điểm)"
        pages.line_of(f"• {title}: {change.to.label}.", size=8.4, indent=2)
        pages.line_of(f"Giấy cần có: {change.to.proof}", size=7.8, ink=SOFT, indent=5)
