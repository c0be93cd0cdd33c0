"""What is asked of the papers: plain data that JSON can hold, and what comes back.

Days are "2026-11-22"; texts are Vietnamese as the producer wrote them. Everything marked
NotRequired may be left out and shows as a clearly marked blank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict


class BadPaper(ValueError):
    """The data cannot become a paper; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file: its bytes, a file name in plain letters, and its media type."""

    data: bytes
    name: str
    mime: str


class PaperState(TypedDict):
    """`state` is have, missing, doing or not_needed; `until` is the paper's last day."""

    state: str
    until: NotRequired[str | None]


class ResultData(TypedDict):
    """For result_png and result_pdf. Points, ranks and wins are counted from the answers.

    `answers` are points of the chosen level by criterion code (None or absent: unknown), `cases`
    the alternative ("a", "b") where a set has some. `case` is first, upgrade or again, and
    `certificate_until` the last day of the certificate that is renewed. `papers` are states by
    paper id (see content/dossier/papers.yaml). `helper` filled it in for the owner, who agreed
    on `consent_on`. `rule` is the rule version the answers were given under. `hits` are the keys
    of conditions that reject the dossier, stop the scoring or must hold and do not. `evidence`
    names the files that were sent, by criterion code, condition key, or "p-" and a paper's id.
    """

    product: str
    set: int
    answers: Mapping[str, int | None]
    made_on: str
    case: NotRequired[str]
    cases: NotRequired[Mapping[str, str]]
    owner: NotRequired[str]
    place: NotRequired[str]
    papers: NotRequired[Mapping[str, PaperState]]
    certificate_until: NotRequired[str | None]
    helper: NotRequired[str]
    consent_on: NotRequired[str]
    rule: NotRequired[str]
    hits: NotRequired[Sequence[str]]
    evidence: NotRequired[Mapping[str, Sequence[str]]]


class Mau01Data(TypedDict):
    """For mau01_docx, the registration form. `attached` are papers that are not in `papers`."""

    product: str
    set: int
    made_on: str
    case: NotRequired[str]
    owner: NotRequired[str]
    person: NotRequired[str]
    role: NotRequired[str]
    address: NotRequired[str]
    phone: NotRequired[str]
    email: NotRequired[str]
    place: NotRequired[str]
    papers: NotRequired[Mapping[str, PaperState]]
    attached: NotRequired[Sequence[str]]


class Year(TypedDict):
    """One year of the business, as the producer told it."""

    year: str
    revenue: NotRequired[str]
    profit: NotRequired[str]
    output: NotRequired[str]


class Mau02Data(Mau01Data):
    """For mau02_docx, the self-assessment report; `notes` are descriptions by criterion code.

    `evidence` names the photos and files that were sent for a criterion, by its code. `plan`
    answers the sections of content/dossier/plan.yaml by id.
    """

    answers: Mapping[str, int | None]
    cases: NotRequired[Mapping[str, str]]
    rule: NotRequired[str]
    kind: NotRequired[str]
    sex: NotRequired[str]
    ethnicity: NotRequired[str]
    founded: NotRequired[str]
    about: NotRequired[str]
    history: NotRequired[str]
    structure: NotRequired[str]
    materials: NotRequired[str]
    technology: NotRequired[str]
    changes: NotRequired[str]
    market: NotRequired[str]
    years: NotRequired[Sequence[Year]]
    notes: NotRequired[Mapping[str, str]]
    evidence: NotRequired[Mapping[str, Sequence[str]]]
    plan: NotRequired[Mapping[str, str]]


class StoryData(TypedDict):
    """For story_docx. `answers` by question id of content/dossier/story.yaml.

    `shown` names where the story can be seen: leaflet, web, qr.
    """

    product: str
    made_on: str
    answers: Mapping[str, str]
    set: NotRequired[int]
    owner: NotRequired[str]
    shown: NotRequired[Sequence[str]]


class PlanData(TypedDict):
    """For plan_docx. `answers` by section id of content/dossier/plan.yaml."""

    product: str
    made_on: str
    answers: Mapping[str, str]
    owner: NotRequired[str]


class EventData(TypedDict):
    """One thing in a calendar: on a `day`, or from `starts` to `ends` (ISO with a zone).

    `uid` stays the same when it is changed, `version` grows.
    """

    uid: str
    title: str
    day: NotRequired[str]
    starts: NotRequired[str]
    ends: NotRequired[str]
    about: NotRequired[str]
    place: NotRequired[str]
    url: NotRequired[str]
    version: NotRequired[int]
    cancelled: NotRequired[bool]


class IcsData(TypedDict):
    """For ics, a calendar file."""

    made_on: str
    title: NotRequired[str]
    events: Sequence[EventData]


class Attendant(TypedDict):
    """Somebody on an attendance list."""

    name: NotRequired[str]
    place: NotRequired[str]


class AttendanceData(TypedDict):
    """For attendance_pdf. `when` and `place` as people say them, `seats` a number in words."""

    topic: str
    made_on: str
    when: NotRequired[str]
    place: NotRequired[str]
    seats: NotRequired[str]
    people: Sequence[Attendant]


class DoorData(TypedDict):
    """A way to the chat: its name, the address its code leads to, and how to use it."""

    name: str
    url: str
    how: NotRequired[str]


class PosterData(TypedDict):
    """For poster_pdf, a commune's notice board: one to three doors."""

    commune: str
    made_on: str
    doors: Sequence[DoorData]
    contact: NotRequired[str]
