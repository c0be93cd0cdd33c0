"""Following on: "còn 4 sao thì sao?", "cái đó nộp ở đâu?" read with what was answered before."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.model import Context, Library
from knowledge.search.reading import Read, Reader
from knowledge.search.split import asks

POINTS = re.compile(
    r"\b(?:(?:cai|giay|to|phieu|mau|ho so|loai|viec|khoan|muc|buoc|cho|truong hop) "
    r"(?:do|nay|kia|ay)|no|thi sao|con (?:\d|cai|loai|ve|neu|hang|nhom)|"
    r"nhu (?:vay|the)|the con|o do)\b"
)
SHORT = 5  # words, up to which a message may lean on what was answered before
ASKING = re.compile(
    r"\b(?:gi|dau|nao|may|bao nhieu|bao lau|khi|the nao|la|gom|nhung|"
    r"thi sao|sao the|khong|ai|can)\b"
)
STARS = re.compile(r"\b\d sao\b")
FOREIGN = 0.9  # score of what is not ours
GAIN = 0.05  # of certainty that the earlier topic must bring


def followed(reader: Reader, library: Library, reads: list[Read], context: Context) -> list[Read]:
    """The reads, a leaning one understood with the entry answered last."""
    if len(reads) != 1 or not context.entries:
        return reads
    entry = library.entries.get(context.entries[0])
    alone = reads[0]
    words = " ".join(alone.folded.words)
    points = POINTS.search(words) is not None
    if entry is None or not (points or leans(reader, alone)):
        return reads
    joined = reader.one(joined_text(reader, entry.title, words))
    better = joined.sure > alone.sure + (0 if points else GAIN)
    weak = alone.verdict.right < alone.verdict.scale.answer
    return [replace(joined, text=alone.text)] if better and (points or weak) else reads


def leans(reader: Reader, read: Read) -> bool:
    """Whether a message may lean on what was answered before without pointing at it: it is short,
    asks or names a rank, and speaks of nothing that is not ours."""
    words, scores = read.folded.words, read.verdict.scores.topics
    asking = asks(words) or STARS.search(" ".join(words)) is not None
    foreign = scores[reader.model.outside] > max(scores[read.verdict.topic], FOREIGN)
    return 0 < len(words) <= SHORT and asking and not foreign


def joined_text(reader: Reader, title: str, words: str) -> str:
    """The new words with the subject of the earlier entry; a new rank of stars replaces the old."""
    subject = " ".join(reader.model.folder.fold(title).words)
    if STARS.search(words):
        swapped = STARS.sub(STARS.findall(words)[0], subject)
        if swapped != subject:
            return swapped
    rest = POINTS.sub(" ", words)
    return f"{ASKING.sub(' ', subject)} {rest}"
