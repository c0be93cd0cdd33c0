"""Why: lines that show a curator how a message was understood."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from knowledge.model import Part
from knowledge.search.judge import SIGNS, STORY_SIGNS
from knowledge.search.letters import plain, tidy
from knowledge.search.model import Model
from knowledge.search.reading import Read

SHOWN = 4
ALIKE = 0.15  # likeness below which a phrase is not shown


def lines(model: Model, reads: Sequence[Read], parts: Sequence[Part]) -> tuple[str, ...]:
    """For each part: folded text, products, best topics and phrases, signs and the decision."""
    found: list[str] = []
    for number, (read, part) in enumerate(zip(reads, parts, strict=True), 1):
        verdict = read.verdict
        found.append(f"phần {number}: {read.folded.text}")
        if read.folded.goods:
            named = "; ".join(
                f"{g.name} (bộ {', '.join(map(str, g.sets))})" for g in read.folded.goods
            )
            found.append(f"  sản phẩm: {named}")
        ranked = (*verdict.ranked[:SHOWN], model.outside, model.talk)
        scored = (f"{model.phrases.topics[t]} {verdict.scores.topics[t]:.2f}" for t in ranked)
        found.append(f"  chủ đề: {', '.join(scored)}")
        found += _nearest(model, read)
        names = SIGNS if len(verdict.signs) == len(SIGNS) else STORY_SIGNS
        signs, scale = zip(names, verdict.signs, strict=True), verdict.scale
        found.append(
            "  dấu hiệu: " + ", ".join(f"{n} {value:.2f}" for n, value in signs if n != "bias")
        )
        found.append(
            f"  đúng {verdict.right:.3f} (cần {scale.answer}), của mình {verdict.ours:.3f} "
            f"(trả lời {scale.answer_ours}, gợi ý {scale.suggest_ours}): {part.outcome}"
        )
    return tuple(found)


def _nearest(model: Model, read: Read) -> list[str]:
    """The phrases most like the text, and the words that made them so."""
    likeness = read.verdict.scores.likeness
    like = np.flatnonzero(likeness > ALIKE)
    order = like[np.argsort(-likeness[like], kind="stable")][:SHOWN].tolist()
    said = set(read.folded.words)
    found = []
    for phrase in order:
        text = model.phrases.texts[phrase]
        shared = [w for w in plain(tidy(text)).split() if w in said]
        target = model.phrases.targets[model.phrases.target_of[phrase]]
        found.append(f"  giống {likeness[phrase]:.2f} {target}: {text} [{' '.join(shared)}]")
    return found
