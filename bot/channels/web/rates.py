"""How often one key (a person, an internet address) may do a thing."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

MOST_KEYS = 20_000  # remembered before those long silent are dropped


class Rate:
    """`burst` at once, then one every `seconds` (GCRA); 0 seconds: no limit."""

    def __init__(self, seconds: float, burst: int, time: Callable[[], float] = monotonic) -> None:
        """`time` only goes forward."""
        self._seconds, self._ahead, self._time = seconds, seconds * (burst - 1), time
        self._regular: dict[str, float] = {}

    def wait(self, key: str) -> float:
        """Seconds that this key must wait; 0 takes a place."""
        if self._seconds <= 0:
            return 0.0
        now = self._time()
        regular = max(now, self._regular.get(key, 0.0))
        if regular - now > self._ahead:
            return regular - now - self._ahead
        if len(self._regular) >= MOST_KEYS:
            self._regular = {k: at for k, at in self._regular.items() if at > now}
        self._regular[key] = regular + self._seconds
        return 0.0
