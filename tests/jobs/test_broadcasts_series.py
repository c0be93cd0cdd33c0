"""Announcements at their time, and those that come again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.effects.announcements import Step
from bot.store.announcements_run import under_way
from jobs.broadcasts import following
from tests.jobs.announcing import Announcing
from tests.world import NOON

FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)


async def test_it_goes_at_its_time_and_not_after_its_last_moment(office: Announcing) -> None:
    early = await office.announce(starts_at=NOON + timedelta(hours=2))
    assert await office.work() == {}
    assert (await office.see(early)).counts == {"waiting": 13}
    office.clock.pass_(hours=2)
    await office.work()
    assert len(office.got()) == 13
    late = await office.announce(expires_at=NOON + timedelta(hours=3))
    await office.broadcasts.tick()
    office.clock.pass_(hours=1)
    await office.deliverer.once()
    await office.broadcasts.tick()
    assert set(office.got().values()) == {1}
    seen = await office.see(late)
    assert (seen.state, seen.counts) == ("done", {"expired": 13})


async def test_a_series_comes_again_and_ends_when_it_is_stopped(office: Announcing) -> None:
    draft = await office.announce(repeats="weekly")
    await office.work()
    await office.meet("đến sau")
    office.clock.pass_(days=7)
    got = await office.work()
    assert (got["người 1"], got["đến sau"]) == (2, 1)
    (waiting,) = await under_way(office.db)
    await office.steer(waiting.draft, Step.STOP)
    office.clock.pass_(days=30)
    assert await office.work() == got
    assert waiting.draft.startswith(draft)


@given(
    st.timedeltas(timedelta(), LAST - FIRST).map(FIRST.__add__),
    st.sampled_from(("daily", "weekly", "monthly")),
    st.integers(0, 400),
)
def test_a_series_goes_on_after_now_at_the_same_hour(
    first: datetime, repeats: str, days: int
) -> None:
    now = first + timedelta(days=days)
    after = following(first, repeats, now)
    assert after is not None and after > now
    assert after - now <= timedelta(days={"daily": 1, "weekly": 7, "monthly": 31}[repeats])
    assert (after - first).total_seconds() % 86_400 == 0
