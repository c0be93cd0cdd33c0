"""What lies ahead of a person, in order: the rounds of the law, their papers, officials' dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.core import reminding
from bot.core.clock import show_day
from bot.core.reads.reminders import Deadline, Kept
from bot.core.reminding import About
from knowledge.calendar.series import closes
from knowledge.calendar.windows import Whom, legal_dates_around
from knowledge.calendar.wording import title
from knowledge.dossier.rounds import again_window


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing ahead: its name, kind and title, the day it is due, and the days left until then.

    `opens` is the first day on which it can be done (certificates), `sure` False for what we
    computed ourselves; `done` when the person said so, `snoozed` until when it is silent.
    """

    what: str
    kind: About
    title: str
    due: date
    left: int
    opens: date | None = None
    sure: bool = True
    done: bool = False
    snoozed: date | None = None


def ahead(texts: Mapping[str, str], kept: Kept, today: date) -> tuple[Coming, ...]:
    """Everything that is not past, soonest first. `texts` are the library's."""
    found = [*_windows(texts, today), *_own(texts, kept, today), *_set(texts, kept, today)]
    coming = [_marked(one, kept) for one in found if one.left >= 0]
    return tuple(sorted(coming, key=lambda one: (one.due, one.what)))


def _windows(texts: Mapping[str, str], today: date) -> Iterator[Coming]:
    for one in legal_dates_around(today):
        if one.whom is Whom.PRODUCERS:
            named = title(texts, one.what, one.due, "")
            yield Coming(one.what, About.WINDOW, named, one.due, (one.due - today).days, sure=False)


def _own(texts: Mapping[str, str], kept: Kept, today: date) -> Iterator[Coming]:
    for one in kept.certificates:
        window, ends = again_window(one.expires_on), one.expires_on
        due = window.last if today <= closes(ends) else ends
        named = title(texts, one.what, ends, one.name)
        if due == ends:  # the window was missed: what is left is the certificate's own last day
            named = texts["rm_certificate_ends"].format(name=one.name, day=show_day(ends))
        left = (due - today).days
        yield Coming(one.what, About.CERTIFICATE, named, due, left, window.first)
    for one in kept.papers:
        left = (one.expires_on - today).days
        named = texts["rm_paper_ends"].format(name=one.name)
        yield Coming(one.what, About.PAPER, named, one.expires_on, left)


def _set(texts: Mapping[str, str], kept: Kept, today: date) -> Iterator[Coming]:
    for one in kept.deadlines:
        yield _official(texts, one, today)


def _official(texts: Mapping[str, str], one: Deadline, today: date) -> Coming:
    what = reminding.deadline(one.number)
    named = title(texts, what, one.day, one.title)
    return Coming(what, reminding.kind_of(what), named, one.day, (one.day - today).days)


def _marked(one: Coming, kept: Kept) -> Coming:
    return replace(one, done=one.what in kept.done, snoozed=kept.snoozed.get(one.what))
