"""A small content folder of real files, to break and to exchange."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TOPICS = """areas:
- id: start
  title: Bắt đầu
  topics:
    costs: Tốn bao nhiêu tiền
    validity: Giấy có hạn bao lâu
"""
SOURCES = """# Nguồn
qd26:
  title: Quyết định 26/2026/QĐ-TTg
  about: Bộ tiêu chí OCOP
  issued: 2026-05-22
  in_force: {from: 2026-05-22}
  url: https://example.vn/26
qd148:
  title: Quyết định 148/QĐ-TTg
  about: Bộ tiêu chí cũ, đã được thay
  in_force: {from: 2023-02-24, until: 2026-07-21}   # hết hiệu lực
  url: https://example.vn/148
"""
FIGURES = """# Con số
validity: {text: 36 tháng, document: qd26, article: 'Điều 4 khoản 3', confidence: VB}

# Hạn
round1: {text: 30/4, document: qd26, article: 'Điều 5', confidence: VB}
"""
VALIDITY = """id: how_long
topic: validity
title: Giấy OCOP có hạn bao lâu?
status: published
ask:
- Giấy OCOP có hạn bao lâu?
- giấy sao xài mấy năm
answer: |-
  Giấy có giá trị {validity}.

  Anh/chị xem ngày ký trên quyết định.
source:
- document: qd26
  article: Điều 4 khoản 3
valid:
  from: 2026-05-22
reviewed:
  by: nhóm nội dung
  on: 2026-11-21
confidence: VB
related: [fee]
"""
FEE = """id: fee
topic: costs
title: Thi OCOP mất phí không?
status: published
ask:
- thi ocop mất bao nhiêu tiền
answer: Chưa có quy định thu phí chấm điểm. Anh/chị hỏi UBND xã.
source:
- document: qd26
valid:
  from: 2026-05-22
reviewed: {by: nhóm nội dung, on: 2026-11-21}
confidence: KC
products: [1, 26]
"""
OLD = """id: how_long_2023
topic: validity
title: Hạn giấy theo luật cũ
status: published
answer: Theo luật cũ, giấy cũng có giá trị {validity}.
source:
- document: qd148
valid: {from: 2023-02-24, until: 2026-05-21}
reviewed: {by: nhóm nội dung, on: 2026-11-21}
confidence: BC
variant_of: how_long
"""
HOW_LONG, FEE_FILE = "faq/validity/how_long.yaml", "faq/costs/fee.yaml"
OLD_FILE = "faq/validity/how_long_2023.yaml"


@dataclass(frozen=True)
class Content:
    """A content folder with short ways to read, write and edit its files."""

    folder: Path

    def write(self, name: str, text: str | bytes) -> None:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def text(self, name: str) -> str:
        """What a file says."""
        return (self.folder / name).read_bytes().decode()

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace words that must be there."""
        text = self.text(name)
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def files(self) -> dict[str, bytes]:
        """All bytes of the folder."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}


def small_content(folder: Path) -> Content:
    """Write the small content; it loads without faults."""
    content = Content(folder)
    content.write("topics.yaml", TOPICS)
    content.write("sources.yaml", SOURCES)
    content.write("figures.yaml", FIGURES)
    content.write("products.yaml", "1: [xoài, mít]\n26: [homestay]\nambiguous: {trà: [1, 3]}\n")
    content.write("synonyms.yaml", "giấy sao: giấy chứng nhận\n")
    content.write("texts/vi.yaml", "hello: Em chào bà con!\n")
    content.write("smalltalk/hi.yaml", "id: hi\nask: [chào em]\nreplies: [Em chào anh/chị ạ!]\n")
    content.write("outside/rain.yaml", "kind: weather\nask:\n- mai có mưa không\n")
    content.write(HOW_LONG, VALIDITY)
    content.write(FEE_FILE, FEE)
    content.write(OLD_FILE, OLD)
    return content
