"""No process of a test outlives it, however the test ends."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress

import pytest

from tests.workers import Workers

FORKS = "import os, time; pid = os.fork(); pid and print(pid, flush=True); time.sleep(600)"


async def ended(child: Process) -> bool:
    """Whether nobody holds the other end of its output any more."""
    assert child.stdout
    return await asyncio.wait_for(child.stdout.read(), 20) == b""


async def died(child: Process) -> None:
    """Its own death only: `Process.wait` waits for all who hold its output open."""
    with suppress(ChildProcessError):  # asyncio has read its death before
        await asyncio.to_thread(os.waitid, os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)


@pytest.mark.parametrize("mother_dies_first", [True, False])
async def test_a_failing_test_leaves_neither_a_process_nor_its_children(
    mother_dies_first: bool,
) -> None:
    with pytest.raises(AssertionError, match="the test fails"):
        async with Workers() as workers:
            mother = await workers.start(sys.executable, "-c", FORKS, stdout=PIPE)
            assert mother.stdout and int(await mother.stdout.readline()) > 0
            if mother_dies_first:
                mother.kill()
                await died(mother)
            raise AssertionError("the test fails")
    assert await ended(mother)
    assert mother.returncode is not None
