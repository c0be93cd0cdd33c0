"""Where else somebody can be reached, when a channel may not or cannot bring them a message.

A row of the outbox is given another address of the same person and keeps its key, so that nothing
is said twice and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.channel import Allowance, Blocked, Channel, SendError, TryLater
from bot.store import reach
from bot.store.database import Database
from bot.store.outbox import Delivery, Rank
from bot.store.reach import Address
from jobs.outcome import Again

FAR = 3600.0  # seconds: who is asked to wait so long, or longer, is tried elsewhere
TIRED = 5  # tries of a reminder or announcement, after which another address is tried
HOPS = 10  # tries after which a message stays where it is: two full mailboxes are no game of ball
LOOK_AGAIN = timedelta(hours=1)  # they may write to us meanwhile, which opens the way


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """It goes to this address instead."""

    to: Address
    why: str


class Reach:
    """Chooses among the addresses of a person on the channels that are served."""

    def __init__(
        self,
        db: Database,
        served: Callable[[], Mapping[str, Channel]],
        wake: Callable[[str], None],
    ) -> None:
        """`served`: the channels that are open now, by name. `wake` calls a deliverer."""
        self._db, self._served, self._wake = db, served, wake

    async def before(
        self, delivery: Delivery, channel: Channel, now: datetime
    ) -> Elsewhere | Again | None:
        """What becomes of a message before it is sent; None: it is sent here.

        Replies are always sent here. A free address is preferred to one that costs; where nobody
        may be written to, the message waits until they write or it is too late.
        """
        if delivery.rank == Rank.REPLY or _is_free(channel.allowance(None, now)):
            return None
        every = await reach.addresses_of(self._db, delivery.address_id)
        here = next((a for a in every if a.id == delivery.address_id), None)
        mine = channel.allowance(here.heard_at if here else None, now)
        if _is_free(mine):
            return None
        best = self._best(delivery, every, now)
        if best and (not _may(mine) or self._of(best, now).cost < mine.cost):
            return Elsewhere(best, f"{channel.name} may not write to them now")
        if _may(mine):
            return None
        until = min(mine.until or now + LOOK_AGAIN, now + LOOK_AGAIN)
        return Again(max(until, now), delivery.attempts - 1, f"{channel.name} may not write now")

    async def after(self, delivery: Delivery, error: SendError, now: datetime) -> Elsewhere | None:
        """Where a message goes that could not be sent; None: it stays where it is.

        What may have arrived (Unclear) and what nobody will take (Refused) goes nowhere else.
        """
        if not _is_worth_it(delivery, error):
            return None
        every = await reach.addresses_of(self._db, delivery.address_id)
        best = self._best(delivery, every, now)
        return Elsewhere(best, f"instead of {type(error).__name__}: {error}") if best else None

    async def send_on(
        self, worker: str, delivery: Delivery, instead: Elsewhere, now: datetime
    ) -> None:
        """Give it the other address and call its deliverer; one that travels on waits a second."""
        not_before = now + timedelta(seconds=1) if delivery.attempts > 1 else now
        to, why = instead.to, instead.why
        await reach.readdress(self._db, worker, delivery, to, not_before=not_before, why=why)
        self._wake(to.channel)

    def _best(self, delivery: Delivery, every: list[Address], now: datetime) -> Address | None:
        """Another open address that may be written to now: the cheapest, then the latest heard."""
        others = [a for a in every if a.id != delivery.address_id and a.channel in self._served()]
        allowed = [a for a in others if _may(self._of(a, now))]
        return min(allowed, key=lambda a: self._of(a, now).cost, default=None)

    def _of(self, address: Address, now: datetime) -> Allowance:
        return self._served()[address.channel].allowance(address.heard_at, now)


def _may(allowance: Allowance) -> bool:
    """In our own words; none of our channels can put them into a template yet."""
    return allowance.now and not allowance.template


def _is_free(allowance: Allowance) -> bool:
    return _may(allowance) and not allowance.cost


def _is_worth_it(delivery: Delivery, error: SendError) -> bool:
    if delivery.attempts > HOPS:
        return False
    if isinstance(error, Blocked):
        return delivery.rank > Rank.REPLY
    if not isinstance(error, TryLater) or error.everyone:
        return False
    tired = delivery.rank > Rank.REPLY and delivery.attempts >= TIRED
    return error.after >= FAR or tired
