"""A dialogue's memory: answers by question id, written to JSON between any two messages."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Where a conversation stands. The position is recomputed by folding the answers.

    `name` is the handler's; `subject` tells apart several of one kind (a product); `version` is
    the handler's, and a changed one restarts politely. `revision` counts writes: a write that
    finds another revision is refused, and the turn is done again.
    """

    name: str
    version: int = 1
    subject: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    revision: int = 0

    def put(self, question: str, answer: str) -> Dialogue:
        """The dialogue with one more answer, or a changed one."""
        return replace(self, answers={**self.answers, question: answer})

    def answers_json(self) -> str:
        """The answers as JSON text, keys in order of first answer."""
        return json.dumps(self.answers, ensure_ascii=False)

    def with_answers_json(self, text: str) -> Dialogue:
        """The dialogue with the answers that `answers_json` wrote."""
        return replace(self, answers=json.loads(text))
