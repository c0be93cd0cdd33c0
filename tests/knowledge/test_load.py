"""Content that is right loads; content that is wrong is named by file, line and in plain words."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from knowledge.load import CONTENT, ContentFaults, Fault, load, read
from knowledge.load_files import snapshot
from knowledge.model import Cited, Confidence
from tests.knowledge.small_content import FEE_FILE, HOW_LONG, OLD_FILE, Content


def faults_of(content: Content) -> tuple[Fault, ...]:
    with pytest.raises(ContentFaults) as refused:
        load(content.folder)
    return refused.value.faults


def test_small_content_becomes_a_library(content: Content) -> None:
    library = load(content.folder)
    entry = library.entries["how_long"]
    assert entry.answer == "Giấy có giá trị 36 tháng.\n\nAnh/chị xem ngày ký trên quyết định."
    assert entry.ask == ("Giấy OCOP có hạn bao lâu?", "giấy sao xài mấy năm")
    assert entry.sources == (Cited("qd26", "Điều 4 khoản 3"),)
    assert (entry.valid.start, entry.valid.end) == (date(2026, 5, 22), None)
    assert (entry.confidence, entry.related, entry.figures) == (
        Confidence.VB,
        ("fee",),
        ("validity",),
    )
    assert library.entries["fee"].products == (1, 26)
    assert library.on_day(entry, date(2024, 1, 1)) is library.entries["how_long_2023"]
    assert library.products == {"xoài": (1,), "mít": (1,), "homestay": (26,), "trà": (1, 3)}
    assert library.topic_name("costs") == "Tốn bao nhiêu tiền"
    assert library.outside == {"weather": ("mai có mưa không",)}
    assert library.smalltalk[0].replies == ("Em chào anh/chị ạ!",)
    assert (library.texts["hello"], library.synonyms["giấy sao"]) == (
        "Em chào bà con!",
        "giấy chứng nhận",
    )


def test_the_version_follows_the_bytes(content: Content) -> None:
    first = load(content.folder).version
    assert load(content.folder).version == first
    content.edit(FEE_FILE, "phí chấm", "phí khi chấm")
    assert load(content.folder).version != first


PLANTED = [
    (HOW_LONG, "status: published", "status: published\nstatus: draft", 5, "hai lần"),
    (HOW_LONG, "status:", "stauts:", 4, "Không có trường `stauts`"),
    (HOW_LONG, "status: published\n", "", 1, "Thiếu trường `status`"),
    (HOW_LONG, "status: published", "status: ready", 4, "published"),
    (HOW_LONG, "title: Giấy OCOP có hạn bao lâu?", "title: 36", 3, "đang là số"),
    (HOW_LONG, "title: Giấy OCOP", "title: Giấy chứng nhận sản phẩm OCOP", 3, "tối đa 40"),
    (HOW_LONG, "title: Giấy OCOP", "title: Giấy {validity}", 3, "ngoặc nhọn"),
    (HOW_LONG, "title: Giấy OCOP có hạn bao lâu?", "title:", 3, "đang trống"),
    (HOW_LONG, "- giấy sao xài mấy năm", "- 36", 7, "ngoặc kép"),
    (HOW_LONG, "- giấy sao xài mấy năm", "- a: b", 7, "cần là chữ"),
    (HOW_LONG, "- giấy sao xài mấy năm", "-", 7, "cần là chữ"),
    (HOW_LONG, "topic: validity", "topic: valdity", 2, "không có trong topics.yaml"),
    (HOW_LONG, "topic: validity", "topic: costs", 2, "thư mục validity"),
    (HOW_LONG, "id: how_long", "id: how_longer", 1, "trùng nhau"),
    (HOW_LONG, "id: how_long", "id: How-Long", 1, "chữ thường"),
    (HOW_LONG, "document: qd26", "document: qd27", 13, "sources.yaml"),
    (HOW_LONG, "  Giấy có giá trị {validity}", "  Giấy {valid}", 9, "figures.yaml"),
    (HOW_LONG, "  Anh/chị xem ngày", "  Anh/chị { xem ngày", 11, "Ngoặc nhọn"),
    (HOW_LONG, "  Anh/chị xem ngày", "  Trong 36 tháng, xem ngày", 11, "`36 tháng` gõ bằng tay"),
    (HOW_LONG, "  Anh/chị xem ngày", "  Trước 30/4 xem ngày", 11, "`30/4` gõ bằng tay"),
    (HOW_LONG, "related: [fee]", "related: [fee, fees]", 21, "Mục `fees`"),
    (HOW_LONG, "related: [fee]", "related: fee", 21, "danh sách"),
    (HOW_LONG, "from: 2026-05-22", "from: 2026-02-30", 16, "ngày có thật"),
    (HOW_LONG, "from: 2026-05-22", "from: 22/5/2026", 16, "2026-05-22"),
    (HOW_LONG, "from: 2026-05-22", "from:", 16, "ngày có thật"),
    (HOW_LONG, "from: 2026-05-22", "from: 2026-05-22\n  until: 2026-05-01", 17, "sớm hơn"),
    (HOW_LONG, "confidence: VB", "confidence: XX", 20, "VB, BC, GH, KC, SL"),
    (HOW_LONG, "ask:\n- Giấy", "ask:\n  - x\n- Giấy", 7, "YAML"),
    (HOW_LONG, "- giấy sao", '- "giấy sao', 7, "ngoặc kép đóng"),
    (HOW_LONG, "- giấy sao", "- giấy: sao: ba", 7, 'dấu ": "'),
    (HOW_LONG, "id: how_long", "---\na: 1\n---\nid: how_long", 3, "một tệp chỉ viết một mục"),
    (HOW_LONG, "by: nhóm nội dung", "by:", 18, "đang trống"),
    (HOW_LONG, "- giấy sao xài", '- "gi\\u200b sao xài"\n- xài', 7, "ký tự lạ"),
    (HOW_LONG, "- giấy sao xài", "- gi\u200bấy sao xài", 7, "ký tự ẩn"),
    (FEE_FILE, "products: [1, 26]", "products: [1, 27]", 14, "Không có bộ sản phẩm 27"),
    (FEE_FILE, "products: [1, 26]", "products: [xoài]", 14, "số nguyên"),
    (FEE_FILE, "ask:\n- thi ocop mất bao nhiêu tiền\n", "", 1, "Thiếu trường `ask`"),
    (FEE_FILE, "ask:\n- thi ocop mất bao nhiêu tiền\n", "ask: []\n", 5, "đang trống"),
    (FEE_FILE, "source:\n- document: qd26", "source: []", 8, "ít nhất một"),
    (OLD_FILE, "variant_of: how_long", "variant_of: how_short", 11, "Mục gốc `how_short`"),
    (OLD_FILE, "answer:", "ask: [giấy cũ còn hạn không]\nanswer:", 5, "không có `ask`"),
    ("figures.yaml", "document: qd26", "document: qd27", 2, "`qd27` không có"),
    ("figures.yaml", "round1: {text: 30/4", "validity: {text: 30/4", 5, "hai lần"),
    ("figures.yaml", "round1: {text: 30/4, ", "round1: {", 5, "Thiếu trường `round1.text`"),
    ("figures.yaml", "round1: {text: 30/4", "Round-1: {text: 30/4", 5, "bắt đầu bằng chữ"),
    ("sources.yaml", "url: https://example.vn/26", "url: example.vn", 7, "https://"),
    ("topics.yaml", "    costs: Tốn", "    validity: Tốn", 6, "hai lần"),
    ("products.yaml", "26: [homestay]", "26: [xoài]", 2, "ambiguous"),
    ("products.yaml", "trà: [1, 3]", "trà: [30]", 3, "1 đến 26"),
    ("texts/vi.yaml", "hello: Em chào bà con!", "hello: yes", 1, "ngoặc kép"),
    ("smalltalk/hi.yaml", "replies: [Em chào anh/chị ạ!]", "replies: []", 3, "đang trống"),
    ("outside/rain.yaml", "kind:", "sort:", 1, "Không có trường `sort`"),
]


@pytest.mark.parametrize(("name", "old", "new", "line", "words"), PLANTED)
def test_a_planted_fault_is_named(
    content: Content, name: str, old: str, new: str, line: int, words: str
) -> None:
    content.edit(name, old, new)
    found = faults_of(content)
    assert any(f.path == name and f.line == line and words in f.text for f in found), found


def test_decomposed_letters_are_named_by_their_line(content: Content) -> None:
    content.write(HOW_LONG, content.text(HOW_LONG).replace("mấy năm", "m\u0061\u0302\u0301y năm"))
    (fault,) = faults_of(content)
    assert (fault.line, "NFC" in fault.text) == (7, True)
    assert unicodedata.is_normalized("NFC", fault.text)


def test_an_answer_must_fit_one_screen_with_its_figures_filled_in(content: Content) -> None:
    content.edit(FEE_FILE, "Chưa có", "a" * 369 + " {validity} Chưa có")
    (fault,) = faults_of(content)
    assert (fault.path, fault.line) == (FEE_FILE, 7)
    assert "dài 435 ký tự sau khi thay số, tối đa 430" in fault.text


def test_a_long_source_line_counts_too(content: Content) -> None:
    content.edit(FEE_FILE, "Chưa có", "a" * 350 + " Chưa có")
    content.edit(FEE_FILE, "- document: qd26", f"- document: qd26\n  article: {'b' * 150}")
    (fault,) = faults_of(content)
    assert (fault.path, fault.line, "tối đa 600" in fault.text) == (FEE_FILE, 8, True)


def test_all_faults_come_at_once_in_order(content: Content) -> None:
    content.edit(HOW_LONG, "confidence: VB", "confidence: XX")
    content.edit(HOW_LONG, "topic: validity", "topic: nowhere")
    content.edit(FEE_FILE, "status: published", "status: x")
    assert [(f.path, f.line) for f in faults_of(content)] == [
        (FEE_FILE, 4),
        (HOW_LONG, 2),
        (HOW_LONG, 20),
    ]


def test_the_same_id_in_two_topics(content: Content) -> None:
    content.write(
        "faq/costs/how_long.yaml", content.text(HOW_LONG).replace("validity\n", "costs\n")
    )
    (fault,) = faults_of(content)
    assert (fault.path, fault.line) == (HOW_LONG, 1)
    assert "đã có ở faq/costs/how_long.yaml" in fault.text


def test_a_variant_of_a_variant(content: Content) -> None:
    text = content.text(OLD_FILE).replace("how_long_2023", "how_long_2019")
    content.write(
        "faq/validity/how_long_2019.yaml", text.replace("of: how_long", "of: how_long_2023")
    )
    (fault,) = faults_of(content)
    assert (fault.line, "cũng là luật cũ" in fault.text) == (11, True)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x00\x01\x02", "nhị phân"),
        (b"id: caf\xe9\n", "UTF-8"),
        (b"", "trống"),
        (b"a: " + b"[" * 200_000, "dài quá"),
        (b"a:\n" + b"[\n" * 100_000, "ngoặc mở"),
        (b"x" * 1_000_001, "lớn quá"),
        (b"- just\n- a list\n", "tên: giá trị"),
    ],
)
def test_files_that_are_no_entries(content: Content, data: bytes, words: str) -> None:
    content.write("faq/costs/odd.yaml", data)
    assert any(f.path == "faq/costs/odd.yaml" and words in f.text for f in faults_of(content))


def test_misplaced_and_unreadable_files(content: Content) -> None:
    content.write("faq/loose.yaml", "id: loose\n")
    content.write("faq/costs/notes.txt", "nhớ sửa")
    content.write("faq/costs/.fee.yaml.swp", b"\0")
    (content.folder / "faq/costs/gone.yaml").symlink_to("nowhere.yaml")
    found = {f.path: f.text for f in faults_of(content)}
    assert set(found) == {"faq/loose.yaml", "faq/costs/notes.txt", "faq/costs/gone.yaml"}
    assert "Không mở được" in found["faq/costs/gone.yaml"]


def test_one_broken_table_is_said_once_not_for_every_entry(content: Content) -> None:
    content.write("sources.yaml", "qd26: [\n")
    (fault,) = faults_of(content)
    assert (fault.path, "YAML" in fault.text) == ("sources.yaml", True)
    (content.folder / "sources.yaml").unlink()
    (fault,) = faults_of(content)
    assert (fault.path, fault.text) == ("sources.yaml", "Thiếu tệp này.")


def test_the_real_content_loads() -> None:
    reading = read(snapshot(CONTENT))
    assert not reading.faults, "\n" + "\n".join(str(fault) for fault in reading.faults)
    assert len(reading.library.entries) > 250
