"""The fields of one YAML mapping, taken by name and type; every fault has its line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

import yaml

from knowledge.load_faults import Fault

_KINDS = {
    "tag:yaml.org,2002:int": "số",
    "tag:yaml.org,2002:float": "số",
    "tag:yaml.org,2002:bool": "đúng/sai",
    "tag:yaml.org,2002:null": "ô trống",
    "tag:yaml.org,2002:timestamp": "ngày",
    "tag:yaml.org,2002:map": "các trường",
    "tag:yaml.org,2002:seq": "danh sách",
}
_TEXT = "tag:yaml.org,2002:str"
_NULL = "tag:yaml.org,2002:null"
_STRANGE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff\ufffe\uffff]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def pairs(path: str, node: yaml.Node, faults: list[Fault]) -> Iterator[tuple[str, int, yaml.Node]]:
    """Key, line and value of a mapping; keys twice or of a strange kind are faults."""
    if not isinstance(node, yaml.MappingNode):
        faults.append(Fault(path, line_of(node), "Chỗ này cần các dòng dạng `tên: giá trị`."))
        return
    seen: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            faults.append(Fault(path, line_of(key), "Tên trường phải là chữ."))
        elif key.value in seen:
            first = seen[key.value]
            text = f"Trường `{key.value}` viết hai lần (đã có ở dòng {first}), hãy bỏ một."
            faults.append(Fault(path, line_of(key), text, field=key.value))
        else:
            seen[key.value] = line_of(key)
            yield key.value, line_of(key), value


def line_of(node: yaml.Node) -> int:
    """The line a node starts on, from 1."""
    return int(node.start_mark.line) + 1


class Fields:
    """The fields of one mapping. What cannot be taken is a fault and an empty value.

    `line` is where the mapping stands; `under` is the field it belongs to ("valid").
    """

    def __init__(
        self,
        path: str,
        node: yaml.Node,
        faults: list[Fault],
        known: Sequence[str],
        required: Sequence[str],
        under: str = "",
    ) -> None:
        """Take the mapping apart and name unknown and missing fields."""
        self.path, self.line, self.under = path, line_of(node), under
        self._faults = faults
        self._nodes: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        for name, line, value in pairs(path, node, faults):
            self._lines[name] = line
            if name in known:
                self._nodes[name] = value
            else:
                hint = ", ".join(known)
                self.fault(name, f"Không có trường `{name}`. Các trường được dùng: {hint}.")
        if isinstance(node, yaml.MappingNode):
            for name in required:
                if name not in self._lines:
                    self.fault(name, f"Thiếu trường `{self._full(name)}`.")

    def _full(self, name: str) -> str:
        return f"{self.under}.{name}" if self.under else name

    def fault(self, name: str, text: str, line: int = 0) -> None:
        """Add a fault at a field's line, or at the mapping's when the field is not there."""
        at = line or self._lines.get(name, self.line)
        self._faults.append(Fault(self.path, at, text, field=self._full(name)))

    def has(self, name: str) -> bool:
        """Whether the field is written."""
        return name in self._nodes

    def blank(self, name: str) -> bool:
        """Whether the field is written but nothing stands in it."""
        node = self._nodes.get(name)
        if not isinstance(node, yaml.ScalarNode):
            return False
        return _empty(node) or (node.tag == _TEXT and not node.value.strip())

    def line_at(self, name: str, offset: int = 0) -> int:
        """The line of a field; for a `|` block, of the line `offset` inside it."""
        node = self._nodes.get(name)
        if isinstance(node, yaml.ScalarNode) and node.style == "|":
            return line_of(node) + 1 + offset
        return self._lines.get(name, self.line)

    def text(self, name: str) -> str:
        """One line of text; "" when it is missing, empty or wrong."""
        value = self.block(name)
        if "\n" in value:
            self.fault(name, f"`{self._full(name)}` phải gọn trong một dòng.")
            return ""
        return value

    def block(self, name: str) -> str:
        """Text of several lines, without blank ends; "" when it is missing, empty or wrong."""
        node = self._nodes.get(name)
        return "" if node is None or _empty(node) else self._string(name, node)

    def _string(self, name: str, node: yaml.Node) -> str:
        if isinstance(node, yaml.ScalarNode) and node.tag == _TEXT:
            value = str(node.value).strip()
            if node.style == '"' and _strange(value):
                self.fault(name, f"`{self._full(name)}` có ký tự lạ, hãy gõ lại.", line_of(node))
            return value
        kind = _KINDS.get(node.tag, "kiểu lạ")
        text = f"`{self._full(name)}` cần là chữ mà đang là {kind}; hãy đặt trong ngoặc kép."
        self.fault(name, text, line_of(node))
        return ""

    def texts(self, name: str) -> list[tuple[int, str]]:
        """A list of one-line texts with their lines."""
        found = []
        for node in self._items(name):
            value = self._string(name, node)
            if "\n" in value or (not value and node.tag in (_TEXT, _NULL)):
                self.fault(name, f"Mỗi dòng của `{name}` là một câu, không trống.", line_of(node))
            elif value:
                found.append((line_of(node), value))
        return found

    def numbers(self, name: str) -> list[tuple[int, int]]:
        """A list of whole numbers with their lines."""
        found = []
        for node in self._items(name):
            if node.tag == "tag:yaml.org,2002:int" and node.value.isdecimal():
                found.append((line_of(node), int(node.value)))
            else:
                self.fault(name, f"`{name}` cần là số nguyên.", line_of(node))
        return found

    def _items(self, name: str) -> list[yaml.Node]:
        node = self._nodes.get(name)
        if node is None or _empty(node):
            return []
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.fault(name, f'`{name}` cần là danh sách, mỗi dòng bắt đầu bằng "- ".')
        return []

    def day(self, name: str, may_be_empty: bool = False) -> date | None:
        """A day; None when it is missing, empty or wrong."""
        node = self._nodes.get(name)
        if node is None or (may_be_empty and _empty(node)):
            return None
        try:
            return date.fromisoformat(str(node.value) if _DAY.fullmatch(str(node.value)) else "")
        except ValueError:
            full = self._full(name)
            self.fault(name, f"`{full}` không phải một ngày có thật; viết dạng 2026-05-22.")
            return None

    def mapping(self, name: str, known: Sequence[str], required: Sequence[str]) -> Fields | None:
        """The fields under a field; None when it is missing."""
        node = self._nodes.get(name)
        if node is None:
            return None
        return Fields(self.path, node, self._faults, known, required, self._full(name))

    def mappings(self, name: str, known: Sequence[str], required: Sequence[str]) -> list[Fields]:
        """A list of mappings under a field."""
        full = self._full(name)
        items = self._items(name)
        return [Fields(self.path, n, self._faults, known, required, full) for n in items]

    def node(self, name: str) -> yaml.Node | None:
        """The node under a field, for what has no fixed names."""
        return self._nodes.get(name)


def _empty(node: yaml.Node) -> bool:
    """Whether nothing stands after the colon."""
    return node.tag == _NULL


def _strange(value: str) -> bool:
    """Whether escapes brought in letters that the file itself may not hold."""
    return bool(_STRANGE.search(value)) or not unicodedata.is_normalized("NFC", value)
