"""The fake as a process: `python -m tests.fakes.telegram --port N [--free] [--latency 0.05]`.

Other processes act through POST /fake/<what> with a JSON object of arguments:
says, sends, presses, edits, blocks, unblocks, meets (as in People); heard {chat, count, timeout};
counts (calls by method, updates waiting, violations, busiest second).
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections import Counter
from dataclasses import asdict
from typing import Any

from aiohttp import web

from tests.fakes.telegram import FREE, LAW, FakeTelegram

ACTS = ("says", "sends", "presses", "edits", "blocks", "unblocks", "meets")


class ServedTelegram(FakeTelegram):
    """The fake with doors for other processes."""

    def add_routes(self, app: web.Application) -> None:
        """The /fake paths."""
        app.router.add_post("/fake/{what}", self._act)

    async def _act(self, request: web.Request) -> web.Response:
        what = request.match_info["what"]
        given: dict[str, Any] = await request.json() if request.can_read_body else {}
        if what in ACTS:
            done = getattr(self, what)(**given)
            return web.json_response(done if isinstance(done, int) else True)
        if what == "heard":
            return await self._report_heard(given)
        if what == "counts":
            return web.json_response(self._counts())
        return web.json_response({"error": f"no such thing: {what}"}, status=404)

    async def _report_heard(self, given: dict[str, Any]) -> web.Response:
        try:
            heard = await self.heard(**given)
        except AssertionError as late:
            return web.json_response({"error": str(late)}, status=408)
        plain = [asdict(h) | {"file": h.file.name if h.file else ""} for h in heard]
        return web.json_response(plain)

    def _counts(self) -> dict[str, Any]:
        return {
            "calls": Counter(call.method for call in self.calls),
            "waiting": len(self.mailbox),
            "violations": self.violations,
            "busiest": self.pace.busiest,
        }


async def serve(port: int, *, free: bool, latency: float) -> None:
    """Serve until the process ends."""
    async with ServedTelegram(FREE if free else LAW, port=port, latency=latency) as fake:
        sys.stdout.write(f"{fake.base} {fake.token}\n")  # for the parent process
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Read the options and serve."""
    options = argparse.ArgumentParser(description="A Bot API server on loopback for tests")
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--free", action="store_true", help="no limit on sending")
    options.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    given = options.parse_args()
    asyncio.run(serve(given.port, free=given.free, latency=given.latency))


if __name__ == "__main__":
    main()
