"""What serves runs on uvloop, and on Python's own loop where there is none."""

from __future__ import annotations

import asyncio
import sys

import pytest

from bot.commands.loop import serve


@pytest.mark.parametrize("there", [True, False])
def test_it_runs_to_its_end_with_or_without_uvloop(
    there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not there:
        monkeypatch.setitem(sys.modules, "uvloop", None)
    loops: list[str] = []

    async def work() -> None:
        await asyncio.sleep(0)
        loops.append(type(asyncio.get_running_loop()).__module__)

    serve(work())
    assert loops == ["uvloop" if there else "asyncio.unix_events"]


def test_what_goes_wrong_is_told() -> None:
    async def work() -> None:
        raise ValueError("hỏng")

    with pytest.raises(ValueError, match="hỏng"):
        serve(work())
