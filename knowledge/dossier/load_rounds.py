"""rounds.yaml: the days of the rounds and the window of a re-evaluation."""

from __future__ import annotations

import re
from datetime import date

from knowledge.criteria.load_shared import number
from knowledge.dossier.model import MinistryRule, RoundRule
from knowledge.load_fields import Fields

DAYS = ("hand_in", "commune_before", "done_before")
MINISTRY_DAYS = ("province_before", "done_before")
LEAP_YEAR = 2024
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})")


def read_rounds(whole: Fields) -> tuple[RoundRule, ...]:
    """The rounds in order; days that are none or do not follow one another are faults."""
    rounds = []
    for row in whole.mappings("rounds", ("no", *DAYS), ("no", *DAYS)):
        days = [_day(row, name) for name in DAYS]
        if days != sorted(days, key=lambda day: (day[1], day[0])):
            row.fault("hand_in", "Ba ngày của một đợt phải theo thứ tự trước sau.")
        rounds.append(RoundRule(number(row, "no"), *days))
    if not rounds:
        whole.fault("rounds", "Cần ít nhất một đợt.")
    return tuple(rounds)


def read_ministry(whole: Fields) -> tuple[MinistryRule, ...]:
    """The ministry's rounds; days that are none or do not follow one another are faults."""
    rounds = []
    for row in whole.mappings("ministry", ("no", *MINISTRY_DAYS), ("no", *MINISTRY_DAYS)):
        days = [_day(row, name) for name in MINISTRY_DAYS]
        if days != sorted(days, key=lambda day: (day[1], day[0])):
            row.fault("province_before", "Hai ngày của một đợt phải theo thứ tự trước sau.")
        rounds.append(MinistryRule(number(row, "no"), *days))
    return tuple(rounds)


def read_again(whole: Fields) -> tuple[int, int]:
    """How many days before the last day a re-evaluation is handed in: earliest, latest."""
    row = whole.mapping("again", ("earliest", "latest"), ("earliest", "latest"))
    earliest, latest = (number(row, "earliest"), number(row, "latest")) if row else (0, 0)
    if row and earliest < latest:
        row.fault("earliest", "`earliest` phải nhiều ngày hơn `latest`.")
    return earliest, latest


def _day(row: Fields, name: str) -> tuple[int, int]:
    """A day of the year as (day, month); (1, 1) with a fault when it is none."""
    text = row.text(name)
    if found := _DAY.fullmatch(text):
        day, month = int(found[1]), int(found[2])
        try:
            date(LEAP_YEAR, month, day)
            return day, month
        except ValueError:
            pass
    if text:
        row.fault(name, f'`{name}` phải là ngày/tháng có thật, trong ngoặc kép, ví dụ "05/04".')
    return 1, 1
