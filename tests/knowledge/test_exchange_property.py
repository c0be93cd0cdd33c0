"""Whatever people write comes back as it was: through YAML, and through a workbook."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.exchange import Imported, export_xlsx, import_xlsx
from knowledge.exchange_rows import entry_row
from knowledge.exchange_yaml import entry_yaml, patched
from knowledge.load import read
from knowledge.load_files import snapshot
from tests.knowledge.small_content import FEE_FILE, Content, small_content

LETTERS = "aăâđêôơưế ợ  :#-*&!|>'\"%@`,[]?=+~_\\/.xX0D5F\t"


def _tidy(text: str) -> str:
    """As the loader keeps it: composed, without blank ends."""
    return unicodedata.normalize("NFC", text).strip()


lines = st.one_of(
    st.text(LETTERS, min_size=1, max_size=40),
    st.sampled_from(["no", "on", "~", "null", "- a", "12", "1e3", "2026-05-22", "=1+1", "_x0041_",
                     "'a", '"', "a: b", "a #b", "{", "!x", "? a", "--- a", "😀 ok"]),
).map(_tidy).filter(bool)  # fmt: skip
blocks = st.lists(st.one_of(lines, st.just("")), min_size=1, max_size=5).map(
    lambda parts: _tidy("\n".join(parts))
).filter(bool)  # fmt: skip


def _plain(text: str) -> str:
    """Words that break no rule of the content: no braces, no numbers typed by hand."""
    return _tidy("".join(c for c in text if c not in "{}" and not c.isdigit())) or "a"


@settings(max_examples=40, deadline=None)
@given(st.lists(lines, min_size=1, max_size=5), blocks, blocks, lines, lines)
def test_any_entry_makes_the_round_trip(
    ask: list[str], answer: str, more: str, by: str, article: str
) -> None:
    with tempfile.TemporaryDirectory() as place:
        content = small_content(Path(place) / "content")
        draft = next(d for d in read(snapshot(content.folder)).drafts if d.path == FEE_FILE)
        row = entry_row(draft.entry) | {"ask": "\n".join(ask), "reviewed.by": by}
        row |= {"answer": _plain(answer), "more": _plain(more)}
        row |= {"source": f"qd26 | {_tidy(article.replace('|', ''))}".strip(" |")}
        content.write(FEE_FILE, entry_yaml(row))
        _comes_back(content, row, Path(place) / "book.xlsx")


def _comes_back(content: Content, row: dict[str, str], path: Path) -> None:
    """The file says what the row says, and an unchanged workbook changes no byte."""
    reading = read(snapshot(content.folder))
    assert reading.faults == ()
    (entry,) = (d.entry for d in reading.drafts if d.path == FEE_FILE)
    assert entry_row(entry) == row
    before = content.files()
    export_xlsx(content.folder, path)
    assert import_xlsx(path, content.folder) == Imported()
    assert content.files() == before


names = st.from_regex(r"k[a-z]{0,4}", fullmatch=True)
values = st.sampled_from(
    ["{text: a, x: '1'}", "\n  text: a\n  x: b", '"a\n  b"', "|-\n  a\n\n  b", "a", "[a,\n  b]"]
)
gaps = st.sampled_from(["", "\n", "# lời dặn\n", "\n# đầu mục\n\n"])


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(names, st.tuples(values, gaps), min_size=1, max_size=5), st.data())
def test_patching_one_entry_leaves_the_others_alone(
    table: dict[str, tuple[str, str]], data: st.DataObject
) -> None:
    written = {name: f"{name}: {value}\n" for name, (value, _) in table.items()}
    text = "".join(written[name] + gap for name, (_, gap) in table.items())
    name = data.draw(st.sampled_from(sorted(table)))
    after = patched(text, {name: f"{name}: mới\n", "thêm": "thêm: x\n"})
    changed = written | {name: f"{name}: mới\n"}
    assert after == "".join(changed[n] + gap for n, (_, gap) in table.items()) + "thêm: x\n"
    assert yaml.safe_load(after) == yaml.safe_load(text) | {name: "mới", "thêm": "x"}
