"""YAML text to nodes that still know their lines, with every fault in plain words."""

from __future__ import annotations

import re
import unicodedata

import yaml

from knowledge.load_faults import Fault

# The C parser recurses on nesting, so a hostile file could end the whole process.
MAX_LINE = 5_000
MAX_BRACKETS = 5_000
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_ADVICE = (
    ("mapping values are not allowed", 'câu có dấu ": " thì đặt cả câu trong ngoặc kép "…"'),
    ("found unexpected end of stream", "thiếu dấu ngoặc kép đóng"),
    ("expected ',' or", "thiếu dấu phẩy hoặc ngoặc đóng } ]"),
    (
        "cannot start any token",
        "đừng dùng phím Tab hay bắt đầu bằng ký tự đặc biệt; đặt câu trong ngoặc kép",
    ),
    ("another document", "một tệp chỉ viết một mục, bỏ dòng ---"),
    ("expected '-' indicator", 'dòng này lệch hàng với danh sách dấu "-" ở trên'),
    ("expected <block end>", "dòng này thụt lề không thẳng với các dòng trên"),
    ("alias", "câu bắt đầu bằng * hay & thì đặt trong ngoặc kép"),
    ("simple key", 'dòng này thiếu dấu ":" sau tên trường'),
)


def compose(path: str, data: bytes, faults: list[Fault]) -> yaml.Node | None:
    """The root node of a file; None when it cannot be read, with the faults added."""
    text = _decode(path, data, faults)
    if text is None or not _bounded(path, text, faults):
        return None
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        faults.append(_unparsable(path, text, error))
        return None
    finally:
        loader.dispose()
    if node is None:
        faults.append(Fault(path, 0, "Tệp trống, hãy viết nội dung hoặc xóa tệp."))
    return node


def _decode(path: str, data: bytes, faults: list[Fault]) -> str | None:
    """The text of a file, with every line that is not in NFC named."""
    if b"\0" in data:
        faults.append(Fault(path, 0, "Đây không phải tệp chữ (tệp nhị phân), hãy lưu lại UTF-8."))
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        faults.append(Fault(path, line, "Chữ không phải UTF-8, hãy lưu lại tệp ở dạng UTF-8."))
        return None
    if not unicodedata.is_normalized("NFC", text) or _INVISIBLE.search(text):
        _name_lines(path, text, faults)
    return text


def _name_lines(path: str, text: str, faults: list[Fault]) -> None:
    """A fault for each line with decomposed or invisible letters."""
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            faults.append(Fault(path, number, "Chữ có dấu chưa ở dạng NFC, hãy gõ lại dòng này."))
        elif _INVISIBLE.search(line):
            faults.append(Fault(path, number, "Dòng có ký tự ẩn, hãy xóa và gõ lại dòng này."))


def _bounded(path: str, text: str, faults: list[Fault]) -> bool:
    """Whether the file is shaped like something a person wrote."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_LINE:
            faults.append(Fault(path, number, f"Dòng dài quá {MAX_LINE} ký tự."))
            return False
    if text.count("[") + text.count("{") > MAX_BRACKETS:
        faults.append(Fault(path, 0, f"Tệp có hơn {MAX_BRACKETS} dấu ngoặc mở."))
        return False
    return True


def _unparsable(path: str, text: str, error: yaml.YAMLError) -> Fault:
    """The parser's complaint as a line and a piece of advice."""
    line, problem = 0, str(error)
    if isinstance(error, yaml.MarkedYAMLError):
        # A quote left open is noticed at the end of the file: say where it was opened.
        quoted = "quoted scalar" in (error.context or "")
        mark = error.context_mark if quoted else error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        problem = error.problem or problem
    elif isinstance(error, yaml.reader.ReaderError) and isinstance(error.position, int):
        line = text.encode()[: error.position].count(b"\n") + 1
        problem = "ký tự điều khiển, hãy xóa đi"
    advice = next((say for sign, say in _ADVICE if sign in problem), problem)
    return Fault(path, line, f"Không đọc được YAML: {advice}.")
