"""Who is meant: our places beside the library that a user would pick, `vietnamadminunits`.

    pip install --target /tmp/places vietnamadminunits
    PYTHONPATH=/tmp/places python -m benchmarks.places

1,000 communes of today and 1,000 of before, each as people type them. "right": the one answer
is the right one; "asked": several are offered and the right one is among them (the library
never asks back, it picks one). Times are of one core, memory is what the data takes.
"""

from __future__ import annotations

import importlib
import random
import resource
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

COUNT = 1_000
Answer = Callable[[str], tuple[str, ...]]
Form = tuple[str, list[tuple[str, frozenset[str]]]]


def bare(text: str) -> str:
    """As typed on a phone without Vietnamese."""
    spread = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in spread if not unicodedata.combining(c))


def short(text: str) -> str:
    """Abbreviated, without marks or commas."""
    for kind, brief in (("thi tran ", "tt "), ("phuong ", "p."), ("xa ", "x."), ("huyen ", "h ")):
        text = text.replace(kind, brief)
    for kind in ("thanh pho ", "tinh ", ","):
        text = text.replace(kind, "")
    return text


def forms() -> Iterator[Form]:
    """What is asked, by how it is written, with the codes that are right."""
    from knowledge import places
    from knowledge.places.gazetteer import gazetteer

    chance = random.Random(2025)
    codes = chance.sample(sorted(gazetteer().communes), COUNT)
    today = [(places.name(code), frozenset({code})) for code in codes]
    rows = chance.sample([row for row in gazetteer().former if row.xa], COUNT)
    before = [(f"{r.xa}, {r.huyen}, {r.tinh}", frozenset(r.now)) for r in rows]
    for when, whole in (("hiện nay", today), ("tên cũ", before)):
        yield f"{when}, đủ dấu", whole
        yield f"{when}, không dấu", [(bare(text), right) for text, right in whole]
        yield f"{when}, viết tắt", [(short(bare(text)), right) for text, right in whole]


def ours() -> Answer:
    """Our codes for a text."""
    from knowledge import places

    places.find("x")
    return lambda text: tuple(place.xa for place in places.find(text))


def theirs(module: Any, old: bool) -> Answer:
    """The library's: parsed as of today, or converted from before."""

    def answer(text: str) -> tuple[str, ...]:
        try:
            unit = module.convert_address(text) if old else module.parse_address(text)
        except Exception:
            return ()
        code = getattr(unit, "ward_code", None) if unit else None
        return (str(code),) if code else ()

    return answer


def measured(answer: Answer, asked: list[tuple[str, frozenset[str]]]) -> tuple[int, int, float]:
    """How many were right, how many asked back with the right one among them, ms each."""
    began = time.process_time()
    found = [answer(text) for text, _ in asked]
    took = (time.process_time() - began) * 1000 / len(asked)
    pairs = list(zip(found, (right for _, right in asked), strict=True))
    certain = sum(len(f) == 1 and f[0] in right for f, right in pairs)
    among = sum(len(f) > 1 and bool(right & set(f)) for f, right in pairs)
    return certain, among, took


def memory() -> int:
    """The peak of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    """Print the table. Exit code 0; 1 when the library is not there to compare with."""
    import knowledge.search  # what the bot has loaded anyway

    start, began = memory(), time.perf_counter()
    answer = ours()
    print(
        f"của ta: {time.perf_counter() - began:.2f} s, {memory() - start} MB ({knowledge.__name__})"
    )
    try:
        start, began = memory(), time.perf_counter()
        vietnamadminunits = importlib.import_module("vietnamadminunits")

        vietnamadminunits.convert_address("xã Nam Cường, huyện Nam Trực, tỉnh Nam Định")
        took = time.perf_counter() - began
        print(f"vietnamadminunits: {took:.2f} s, {memory() - start} MB")
    except ImportError:
        print("vietnamadminunits chưa cài (xem đầu tệp này)", file=sys.stderr)
        vietnamadminunits = None
    print(f"{'cách viết':<22} {'ta: đúng':>9} {'hỏi lại':>8} {'ms':>6} | {'họ: đúng':>9} {'ms':>6}")
    for name, asked in forms():
        certain, among, took = measured(answer, asked)
        line = f"{name:<22} {certain:>9} {among:>8} {took:>6.2f} |"
        if vietnamadminunits:
            other = theirs(vietnamadminunits, name.startswith("tên cũ"))
            right, _, each = measured(other, asked)
            line += f" {right:>9} {each:>6.2f}  ({each / took:.1f} lần)"
        print(line)
    return 0 if vietnamadminunits else 1


if __name__ == "__main__":
    sys.exit(main())
