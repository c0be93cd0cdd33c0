"""Words of reminding: the kinds of it, the names of what is reminded of, and the buttons.

A thing's name ("what") stands for one date of one thing, and is safe inside a button:

    window.t1.2027                      the province's round 1 of 2027 (t2; m1, m2: the ministry's)
    deadline.12                         an official's date, by its row
    certificate.a1b2.20270917           the certificate of product a1b2 that ends on 17/9/2027
    paper.33.20270917                   a paper with a last day, by its row
    training.7                          a training, by its row
    assessment.a1b2                     the unfinished self-assessment of product a1b2
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class About(StrEnum):
    """The kinds of reminder, each of which a person may stop."""

    WINDOW = "window"  # rounds: those of the law and those that officials add
    CERTIFICATE = "certificate"
    PAPER = "paper"
    TRAINING = "training"
    ASSESSMENT = "assessment"
    ANNOUNCEMENT = "announcement"


DEADLINE = "deadline"
"""What an official's date is called in the store; it is stopped with `About.WINDOW`."""

AGREED = "remind_assessment"
"""The fact that says "yes" when somebody agreed to be reminded of an unfinished assessment."""

WHAT = r"[a-z]{4,12}(?:\.[0-9a-z]{1,12}){1,2}"
"""The shape of a thing's name."""


def certificate(subject: str, expires: date) -> str:
    """The name of a product's certificate that ends on a day."""
    return f"{About.CERTIFICATE}.{subject}.{expires:%Y%m%d}"


def paper(row: int, expires: date) -> str:
    """The name of a paper (its row in `papers_due`) that ends on a day."""
    return f"{About.PAPER}.{row}.{expires:%Y%m%d}"


def deadline(row: int) -> str:
    """The name of an official's date (its row in `deadlines`)."""
    return f"{DEADLINE}.{row}"


def window(round_: str, year: int) -> str:
    """The name of a round of the law: t1, t2, m1, m2 of a year."""
    return f"{About.WINDOW}.{round_}.{year}"


def training(row: int) -> str:
    """The name of a training, by its row."""
    return f"{About.TRAINING}.{row}"


def kind_of(what: str) -> About:
    """The kind under which this thing is stopped. Raises ValueError for no such name."""
    head = what.split(".", 1)[0]
    return About.WINDOW if head == DEADLINE else About(head)
