"""A draft of an announcement in a YAML file: what it means, or all that is wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from bot.channels.telegram.dress import CAPTION_LIMIT, TEXT_LIMIT, UNIT
from bot.checked import LIMIT, SUFFIXES, WrongFile, checked
from bot.core.audience import Audience, covers, place_of
from bot.core.channel import Limits, Pace
from bot.core.clock import VIETNAM
from bot.core.reads.officials import Office, Role
from handlers.announce import checking
from handlers.announce.timing import REPEATS, read_moment
from knowledge import places
from knowledge.criteria.load import load_criteria

FIELDS = ("id", "text", "office", "reach", "file", "read", "link", "training", "to", "not_to",
          "at", "until", "repeats", "split")  # fmt: skip
TELEGRAM = {"telegram": Limits(TEXT_LIMIT, CAPTION_LIMIT, UNIT, True, True, Pace())}
READINESS = {"none": "", "started": "started", "stuck": "stuck", "ready": "ready"}


@dataclass
class Written:
    """What a file says. `faults` are in Vietnamese, each with its field."""

    name: str = ""
    text: str = ""
    office: str = ""
    reach: Office = field(default_factory=lambda: Office(Role.ADMIN))
    file: Path | None = None
    mime: str = ""
    read: bool = False
    link: tuple[str, str] = ("", "")
    training: str = ""
    audience: Audience = field(default_factory=Audience)
    starts: datetime | None = None
    expires: datetime | None = None
    repeats: str = ""
    faults: list[str] = field(default_factory=list)

    def fault(self, where: str, what: str) -> None:
        """Note what is wrong with a field."""
        self.faults.append(f"{where}: {what}")


def read(path: Path, now: datetime) -> Written:
    """The draft in a file; with faults it must not be sent."""
    written = Written()
    try:
        whole = path.read_text(encoding="utf-8")
        told = yaml.safe_load(whole)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        where = getattr(getattr(error, "problem_mark", None), "line", None)
        line = "" if where is None else f" (dòng {where + 1})"
        written.fault(str(path), f"không đọc được tệp này{line}; cần một tệp YAML dạng UTF-8")
        return written
    if not isinstance(told, dict):
        written.fault(str(path), "cần các dòng như `text: …`, `to: …`")
        return written
    for unknown in [str(key) for key in told if key not in FIELDS]:
        written.fault(unknown, f"không có mục này; các mục: {', '.join(FIELDS)}")
    name = str(told.get("id") or whole)
    written.name = hashlib.sha256(name.encode()).hexdigest()[:12]
    _words(written, told, path.parent)
    _for_whom(written, told)
    _times(written, told, now)
    return written


def _words(written: Written, told: Mapping[str, Any], folder: Path) -> None:
    written.text, written.office = (str(told.get(k) or "").strip() for k in ("text", "office"))
    if not written.text:
        written.fault("text", "thông báo cần có lời")
    if not written.office:
        written.fault("office", "ai nói? ví dụ: Cán bộ OCOP xã Nam Trực")
    if found := checking.tags(written.text):
        written.fault("text", f"chữ thường, không dùng thẻ HTML ({' '.join(found[:3])})")
    if told.get("file"):
        _file(written, folder / str(told["file"]))
    parts = checking.parts(written.text, written.file is not None, TELEGRAM)
    if parts > 1 and told.get("split") is not True:
        written.fault("text", f"dài, phải tách {parts} tin; rút ngắn, kèm PDF, hoặc `split: true`")
    written.read, written.training = told.get("read") is True, str(told.get("training") or "")
    if written.training and not written.training.isdecimal():
        written.fault("training", "cần số của một lớp tập huấn")
    if told.get("link"):
        _link(written, told["link"])


def _file(written: Written, path: Path) -> None:
    try:
        data = path.read_bytes() if path.stat().st_size <= LIMIT else b""
        written.mime = checked(data).mime
        written.file = path.absolute()
    except OSError:
        written.fault("file", f"không đọc được {path}")
    except WrongFile:
        written.fault("file", "cần một ảnh (JPG, PNG) hoặc một tệp PDF, không quá 10 MB")


def suffix(mime: str) -> str:
    """ ".jpg" or ".pdf"."""
    return SUFFIXES[mime]


def _link(written: Written, told: Any) -> None:
    label, address = "", ""
    if isinstance(told, dict):
        label, address = (str(told.get(key) or "") for key in ("label", "address"))
    known, wrong = checking.link(address)
    if wrong == "scheme":
        written.fault("link", f"địa chỉ thiếu https://; ý anh/chị là {known}?")
    elif wrong or not label or len(label) > checking.LONGEST_LABEL:
        written.fault("link", "cần `label` (tối đa 40 chữ cái) và `address` bắt đầu bằng https://")
    written.link = label, known


def _for_whom(written: Written, told: Mapping[str, Any]) -> None:
    if told.get("reach"):
        for place in _places(written, "reach", [told["reach"]]):
            tinh, _, xa = place.partition(":")
            written.reach = Office(Role.XA if xa else Role.TINH, tinh, xa)
    rules = list(Audience.within([written.reach]).rules)
    for part, prefix in (("to", ""), ("not_to", "no_")):
        chosen = told.get(part) or {}
        if not isinstance(chosen, dict):
            written.fault(part, "cần các dòng như `places: […]`, `sets: […]`")
            continue
        rules += [(prefix + name, value) for name, value in _chosen(written, part, chosen)]
    written.audience = Audience(tuple(dict.fromkeys(rules)))
    for place in written.audience.of("place"):
        if not covers(written.reach, place):
            written.fault(
                "to.places", f"{places.name(place.rpartition(':')[2])} ngoài địa bàn `reach`"
            )


def _chosen(written: Written, part: str, chosen: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    readers: dict[str, tuple[str, Callable[[Written, str, list[Any]], Iterable[str]]]] = {
        "places": ("place", _places), "sets": ("set", _sets), "sectors": ("set", _sectors),
        "stars": ("star", _stars), "ready": ("ready", _ready), "trained": ("training", _numbers),
    }  # fmt: skip
    if part == "to":
        readers |= {"expires_in_days": ("expires", _numbers), "since": ("since", _since),
                    "channels": ("channel", lambda w, p, v: map(str, v))}  # fmt: skip
    for key, value in chosen.items():
        if key not in readers:
            written.fault(f"{part}.{key}", f"không có mục này; các mục: {', '.join(readers)}")
            continue
        name, reader = readers[key]
        values = value if isinstance(value, list) else [value]
        yield from ((name, one) for one in reader(written, f"{part}.{key}", values))


def _places(written: Written, where: str, values: list[Any]) -> Iterable[str]:
    for value in values:
        found = places.find(str(value), written.reach.tinh or None)
        if len(found) == 1:
            yield f"{found[0].tinh}:{found[0].xa}" if found[0].xa else found[0].tinh
            continue
        several = "; ".join(places.name(p.xa or p.tinh) for p in found[:4])
        said = f"có mấy nơi ({several}), ghi thêm tên tỉnh" if found else "không tìm thấy nơi này"
        written.fault(where, f"{value}: {said}")


def _sets(written: Written, where: str, values: list[Any]) -> Iterable[str]:
    known = {str(number) for number in load_criteria().sets}
    return _among(written, where, values, known, "số của bộ sản phẩm, từ 1 đến 26")


def _sectors(written: Written, where: str, values: list[Any]) -> Iterable[str]:
    criteria = load_criteria()
    known = {*criteria.sectors}
    for key in _among(written, where, values, known, ", ".join(known)):
        yield from (str(no) for no, one in criteria.sets.items() if one.sector == key)


def _stars(written: Written, where: str, values: list[Any]) -> Iterable[str]:
    return _among(written, where, values, {"0", "3", "4", "5"}, "0, 3, 4 hoặc 5")


def _ready(written: Written, where: str, values: list[Any]) -> Iterable[str]:
    return (
        READINESS[v] for v in _among(written, where, values, {*READINESS}, ", ".join(READINESS))
    )


def _numbers(written: Written, where: str, values: list[Any]) -> Iterable[str]:
    known = {str(value) for value in values if str(value).isdecimal() and int(value) < 10_000}
    return _among(written, where, values, known, "một số")


def _since(written: Written, where: str, values: list[Any]) -> Iterable[str]:
    for value in values:
        if isinstance(value, date):
            began = datetime(value.year, value.month, value.day, tzinfo=VIETNAM)
            yield str(round(began.timestamp() * 1000))
        else:
            written.fault(where, "cần một ngày như 2026-10-01")


def _among(
    written: Written, where: str, values: list[Any], known: set[str], wanted: str
) -> Iterable[str]:
    for value in values:
        if str(value) in known:
            yield str(value)
        else:
            written.fault(where, f"{value}: cần {wanted}")


def _times(written: Written, told: Mapping[str, Any], now: datetime) -> None:
    written.starts = _moment(written, told, "at", now)
    written.expires = _moment(written, told, "until", now)
    if written.expires and written.expires <= (written.starts or now):
        written.fault("until", "sớm hơn giờ gửi")
    written.repeats = str(told.get("repeats") or "")
    if written.repeats and written.repeats not in REPEATS:
        written.fault("repeats", f"cần một trong {', '.join(REPEATS)}")


def _moment(written: Written, told: Mapping[str, Any], key: str, now: datetime) -> datetime | None:
    if not told.get(key):
        return None
    value = told[key]
    if isinstance(value, datetime):
        moment: datetime | None = value if value.tzinfo else value.replace(tzinfo=VIETNAM)
    else:
        moment = read_moment(str(value), now)
    if moment is None:
        written.fault(key, f"chưa rõ lúc {value!r}; viết như 30/11/2026 14:00")
    elif moment <= now:
        written.fault(key, f"{value} đã qua rồi")
    return moment


def place_named(office: Office) -> str:
    """The place whose reach bounds it."""
    code = place_of(office).rpartition(":")[2]
    return places.name(code) if places.exists(code) else "cả nước"
