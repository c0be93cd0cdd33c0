"""When a decision is replaced, the owner of each product is told once, with a button to look.

Which answers fell away is said there, where the answers are (`handlers/assess/onward.py`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import islice

from bot.core.message import Choice, Outgoing
from bot.store import outbox, rules
from bot.store.database import Database
from bot.store.outbox import Rank
from bot.store.rules import Behind
from jobs.quiet import next_open

AT_ONCE = 200  # people in one transaction: nobody who writes meanwhile should wait long
LIFE = timedelta(days=30)


async def tell(db: Database, texts: Mapping[str, str], version: str, now: datetime) -> int:
    """Tell everybody whose product was begun under another rule than `version`; how many.

    Run it twice: the second run tells nobody.
    """
    behind = iter(await rules.behind(db, version))
    told = 0
    while page := list(islice(behind, AT_ONCE)):
        async with db.write() as tx:
            for one in page:
                told += await _tell(db, tx, texts, version, one, now)
    return told


async def _tell(
    db: Database, tx: object, texts: Mapping[str, str], version: str, one: Behind, now: datetime
) -> int:
    address = await db.sql.latest_address(tx, person=one.person)
    answers: dict[str, str] = json.loads(one.answers)
    if address is None or not answers.get("name") or answers.get("rule") in (None, "", version):
        return 0
    added = await outbox.add(
        db,
        tx,
        key=f"rule:{version}:{one.person}:{one.subject}",
        channel=address[1],
        address_id=address[0],
        message=_words(texts, version, answers, one.subject),
        rank=Rank.REMINDER,
        now=now,
        not_before=next_open(now),
        expires_at=now + LIFE,
    )
    return int(added)


def _words(
    texts: Mapping[str, str], version: str, answers: Mapping[str, str], subject: str
) -> Outgoing:
    text = texts["rule_changed"].format(name=answers["name"], old=answers["rule"], new=version)
    look = Choice(texts["button_rule_look"], f"as:go:{subject}")
    return Outgoing(text, ((look,), (Choice(texts["button_home"], "home"),)))
