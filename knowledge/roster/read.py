"""From the lines of a list to entries, or to what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache

from bot.core.register import Listed, ListedProduct, ListFault
from knowledge import places
from knowledge.calendar.reading import Doubt, fold, read_day
from knowledge.roster.columns import LOOKED_AT, SHOWN, Columns, columns
from knowledge.roster.sheet import Row

LONGEST_NAME = 120
EARLIEST = date(2018, 5, 7)  # the first OCOP programme: no certificate is older
_PHONE = re.compile(r"0\d{9,10}")
_NOT_DIGITS = re.compile(r"[\s.()-]+")
NO_HEADINGS = (
    "Em không thấy dòng tiêu đề. Bảng cần ít nhất hai cột “Họ tên” và “Điện thoại”; "
    "có thêm thì tốt: " + ", ".join(f"“{SHOWN[w]}”" for w in list(SHOWN)[2:]) + "."
)


@dataclass
class ListReader:
    """Reads a list. `today` bounds its days; `last_day` says until when a certificate holds, by
    the day it was issued; `sets_of` which product sets a product's name may mean."""

    today: date
    last_day: Callable[[date], date]
    sets_of: Callable[[str], tuple[int, ...]]
    _faults: list[ListFault] = field(default_factory=list)
    _line: int = 0

    def read(self, rows: Iterable[Row]) -> Iterator[Listed | ListFault]:
        """An entry or its faults for every line below the headings; empty lines are passed."""
        known: Columns | None = None
        above: Listed | None = None
        for number, cells in rows:
            if known is None:
                known = columns(cells)
                if known is None and number >= LOOKED_AT:
                    break
            elif any(_text(cell) for cell in cells):
                self._line, self._faults = number, []
                entry = self._entry(known, cells, above)
                yield from self._faults
                if entry is not None and not self._faults:
                    yield entry
                above = entry if entry is not None else above
        if known is None:
            yield ListFault(0, NO_HEADINGS)

    def _entry(
        self, known: Columns, cells: tuple[object, ...], above: Listed | None
    ) -> Listed | None:
        """The line's entry. Merged cells leave who it is to the line above."""
        name, phone = known.cell(cells, "name"), known.cell(cells, "phone")
        if not _text(name) and not _text(phone):
            product = self._product(known, cells)
            if above is None or product is None:
                self._fault("chưa có họ tên và số điện thoại.")
                return None
            return replace(above, line=self._line, product=product)
        who = self._name(name), self._phone(phone)
        place = self._place(known, cells)
        return Listed(self._line, *who, *place, self._product(known, cells))

    def _name(self, cell: object) -> str:
        name = " ".join(_text(cell).split())
        if not any(c.isalpha() for c in name):
            self._fault("chưa có họ tên." if not name else f"“{name[:40]}” không phải họ tên.")
        elif len(name) > LONGEST_NAME:
            self._fault(f"họ tên dài quá {LONGEST_NAME} chữ cái.")
        return name[:LONGEST_NAME]

    def _phone(self, cell: object) -> str:
        """The number with its first 0, which Excel drops, and without +84."""
        said = _NOT_DIGITS.sub("", _text(cell))
        said = re.sub(r"^(\+|00)?84(?=\d{9})", "0", said)
        if re.fullmatch(r"[1-9]\d{8}", said):
            said = f"0{said}"
        if not _PHONE.fullmatch(said):
            told = (
                f"“{_text(cell)[:30]}” không phải số điện thoại"
                if said
                else "chưa có số điện thoại"
            )
            self._fault(f"{told}; cần 10 số, ví dụ 0912 345 678.")
            return ""
        return said

    def _place(self, known: Columns, cells: tuple[object, ...]) -> tuple[str, str]:
        xa, tinh = (" ".join(_text(known.cell(cells, what)).split()) for what in ("xa", "tinh"))
        text = ", ".join(part for part in (xa, tinh) if part)
        if not text:
            return "", ""
        found = _places(xa, tinh)
        if len(found) == 1:
            return found[0]
        names = "; ".join(places.name(commune or province) for province, commune in found[:4])
        told = f"có nhiều nơi: {names}" if found else "em không tìm ra nơi này"
        self._fault(f"“{text[:60]}”: {told}. Ghi tên xã và tên tỉnh hiện nay.")
        return "", ""

    def _product(self, known: Columns, cells: tuple[object, ...]) -> ListedProduct | None:
        name = " ".join(_text(known.cell(cells, "product")).split())
        stars = self._stars(known.cell(cells, "stars"))
        number = " ".join(_text(known.cell(cells, "certificate")).split())[:80]
        issued = self._day(known, cells, "certified_on", self.today)
        expires = self._day(known, cells, "expires_on", None)
        if not name:
            if stars or number or issued or expires:
                self._fault("có hạng sao, số giấy hay ngày, mà chưa có tên sản phẩm.")
            return None
        if issued and expires and expires <= issued:
            self._fault("ngày hết hạn không sau ngày cấp.")
        if issued and not expires:
            expires = self.last_day(issued)
        sets = self.sets_of(name)
        set_no = sets[0] if len(sets) == 1 else 0
        return ListedProduct(name[:LONGEST_NAME], set_no, stars, number, issued, expires)

    def _stars(self, cell: object) -> int:
        said = _text(cell)
        digits = re.sub(r"\D", "", said) or str(said.count("★") + said.count("*"))
        if not said or fold(said) in ("chua", "khong", "chua co", "-"):
            return 0
        if digits not in ("1", "2", "3", "4", "5"):
            self._fault(f"“{said[:20]}” không phải hạng sao; cần số từ 1 đến 5.")
            return 0
        return int(digits)

    def _day(
        self, known: Columns, cells: tuple[object, ...], what: str, last: date | None
    ) -> date | None:
        cell = known.cell(cells, what)
        if not _text(cell):
            return None
        day = cell.date() if isinstance(cell, datetime) else cell
        if not isinstance(day, date):
            day = _day(_text(cell), self.today, last)
        if isinstance(day, Doubt) or day < EARLIEST or (last and day > last):
            self._fault(
                f"cột {SHOWN[what]}: “{_text(cell)[:30]}” không phải một ngày dùng được; "
                "viết như 30/4/2027."
            )
            return None
        return day

    def _fault(self, text: str) -> None:
        self._faults.append(ListFault(self._line, text))


def _text(cell: object) -> str:
    """A cell as somebody would read it: whole numbers without ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


@lru_cache(maxsize=10_000)
def _places(xa: str, tinh: str) -> tuple[tuple[str, str], ...]:
    """What two cells may mean. A province's name is never read as the commune of that name."""
    provinces = sorted({p.tinh for p in places.find(tinh) if not p.xa})
    if not xa:
        return tuple((province, "") for province in provinces)
    within = provinces[0] if len(provinces) == 1 else None
    if tinh and within is None:
        return ()
    alone = places.written(xa, within)
    found = places.written(f"{xa}, {tinh}", within) if alone and tinh else alone
    return tuple((p.tinh, p.xa) for p in found if p.xa) or tuple((p.tinh, "") for p in found)


@lru_cache(maxsize=10_000)
def _day(text: str, today: date, last: date | None) -> date | Doubt:
    return read_day(text, today, EARLIEST, last)
