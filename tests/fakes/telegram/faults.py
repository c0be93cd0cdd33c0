"""What can go wrong on script: refusals, floods, silence, dropped connections."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One scripted answer to the next call of a method.

    `accepted`: the call takes effect first, and is answered as usual unless `code` or `drop` says
    otherwise. `hang` is seconds of silence. `drop` closes the connection instead of answering.
    `page` answers with HTML, as a proxy on the way does.
    """

    code: int = 0
    description: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    accepted: bool = False
    hang: float = 0.0
    drop: bool = False
    page: bool = False


def fine() -> Fault:
    """Nothing wrong with this call: puts distance between faults."""
    return Fault(accepted=True)


def flood(seconds: int) -> Fault:
    """429: the whole bot must wait."""
    said = f"Too Many Requests: retry after {seconds}"
    return Fault(429, said, {"retry_after": seconds})


def blocked(description: str = "bot was blocked by the user") -> Fault:
    """403."""
    return Fault(403, f"Forbidden: {description}")


def moved(chat: int) -> Fault:
    """400: the group became a supergroup with this id."""
    said = "Bad Request: group chat was upgraded to a supergroup chat"
    return Fault(400, said, {"migrate_to_chat_id": chat})


def refused(description: str, code: int = 400) -> Fault:
    """400 with this reason, or another code."""
    return Fault(code, f"Bad Request: {description}" if code == 400 else description)


def broken(code: int = 502, *, accepted: bool = False, page: bool = True) -> Fault:
    """5xx, as an HTML page of a gateway; `accepted`: after the call took effect."""
    return Fault(code, "Bad Gateway", accepted=accepted, page=page)


def silent(seconds: float, *, accepted: bool) -> Fault:
    """No answer for so long, then the connection closes."""
    return Fault(accepted=accepted, hang=seconds, drop=True)


def dropped(*, accepted: bool) -> Fault:
    """The connection closes before or after the call took effect."""
    return Fault(accepted=accepted, drop=True)


class Script:
    """Faults waiting for calls, by method; "*" waits for any method."""

    def __init__(self) -> None:
        """Nothing goes wrong."""
        self._waiting: dict[str, deque[Fault]] = {}

    def add(self, method: str, faults: tuple[Fault, ...]) -> None:
        """These faults meet the next calls of the method, one each."""
        self._waiting.setdefault(method, deque()).extend(faults)

    def take(self, method: str) -> Fault | None:
        """The fault for this call, if any."""
        if not self._waiting:
            return None
        for name in (method, "*"):
            if self._waiting.get(name):
                return self._waiting[name].popleft()
        return None
