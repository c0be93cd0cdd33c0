"""The content beside the entries: areas, sources, figures, products, texts and phrases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import yaml

from knowledge.load_entry import ID, SETS, confidence, optional_period, said
from knowledge.load_faults import Fault
from knowledge.load_fields import Fields, line_of, pairs
from knowledge.model import Area, Cited, Figure, SmallTalk, Source

Nodes = Mapping[str, yaml.Node]
T = TypeVar("T")


def areas(nodes: Nodes, faults: list[Fault]) -> tuple[Area, ...] | None:
    """The branches of the menu from topics.yaml; None when the file cannot be used."""
    path = "topics.yaml"
    if path not in nodes:
        return None
    root = Fields(path, nodes[path], faults, ("areas",), ("areas",))
    found: list[Area] = []
    seen: dict[str, int] = {}
    for item in root.mappings("areas", ("id", "title", "topics"), ("id", "title", "topics")):
        topics = _topics(path, item, seen, faults)
        found.append(Area(item.text("id"), item.text("title"), topics))
    return tuple(found)


def _topics(path: str, item: Fields, seen: dict[str, int], faults: list[Fault]) -> dict[str, str]:
    """The topics of one area; a topic of two areas is a fault."""
    topics: dict[str, str] = {}
    node = item.node("topics")
    for name, line, value in pairs(path, node, faults) if node else ():
        if name in seen:
            faults.append(Fault(path, line, f"Chủ đề `{name}` đã có ở dòng {seen[name]}."))
        seen.setdefault(name, line)
        topics[name] = _plain(path, value, faults)
    return topics


def sources(nodes: Nodes, faults: list[Fault]) -> dict[str, Source] | None:
    """The documents by their short names; None when sources.yaml cannot be used."""
    path = "sources.yaml"
    if path not in nodes:
        return None
    found: dict[str, Source] = {}
    required = ("title", "about", "url")
    for name, line, node in pairs(path, nodes[path], faults):
        _check_name(path, name, line, faults)
        item = Fields(path, node, faults, (*required, "issued", "in_force"), required, name)
        url = item.text("url")
        if url and not url.startswith(("http://", "https://")):
            item.fault("url", "`url` phải bắt đầu bằng http:// hoặc https://.")
        in_force = optional_period(item, "in_force")
        found[name] = Source(
            name, item.text("title"), item.text("about"), url, item.day("issued"), in_force
        )
    return found


def figures(
    nodes: Nodes, known: Mapping[str, Source] | None, faults: list[Fault]
) -> dict[str, Figure] | None:
    """The figures by name; None when figures.yaml cannot be used."""
    path = "figures.yaml"
    if path not in nodes:
        return None
    found: dict[str, Figure] = {}
    required = ("text", "document", "confidence")
    for name, line, node in pairs(path, nodes[path], faults):
        _check_name(path, name, line, faults)
        item = Fields(path, node, faults, (*required, "article"), required, name)
        document = item.text("document")
        if document and known is not None and document not in known:
            item.fault("document", f"Văn bản `{document}` không có trong sources.yaml.")
        cited = Cited(document, item.text("article"))
        found[name] = Figure(name, said(item, "text"), cited, confidence(item))
    return found


def _check_name(path: str, name: str, line: int, faults: list[Fault]) -> None:
    if not ID.fullmatch(name) or not name[0].isalpha():
        text = f"Tên `{name}` chỉ gồm chữ thường không dấu, số, gạch dưới, bắt đầu bằng chữ."
        faults.append(Fault(path, line, text, field=name))


def products(nodes: Nodes, faults: list[Fault]) -> dict[str, tuple[int, ...]]:
    """Product names with the sets they may belong to."""
    path = "products.yaml"
    found: dict[str, tuple[int, ...]] = {}
    if path not in nodes:
        return found
    every = (*(str(number) for number in SETS), "ambiguous")
    root = Fields(path, nodes[path], faults, every, ())
    for number in SETS:
        for line, name in root.texts(str(number)):
            if name in found:
                text = f"`{name}` đã ở bộ {found[name][0]}; thuộc hai bộ thì ghi vào ambiguous."
                faults.append(Fault(path, line, text))
            found.setdefault(name, (number,))
    _ambiguous(path, root, found, faults)
    return found


def _ambiguous(
    path: str, root: Fields, found: dict[str, tuple[int, ...]], faults: list[Fault]
) -> None:
    """Names that may belong to several sets: `{name: [sets]}`."""
    node = root.node("ambiguous")
    for name, line, value in pairs(path, node, faults) if node else ():
        items = value.value if isinstance(value, yaml.SequenceNode) else []
        sets = tuple(int(n.value) for n in items if str(n.value).isdecimal())
        if not sets or len(sets) != len(items) or not set(sets) <= set(SETS):
            faults.append(Fault(path, line, f"`{name}` cần danh sách số bộ từ 1 đến 26."))
        elif name in found:
            faults.append(Fault(path, line, f"`{name}` đã ở bộ {found[name][0]}, hãy bỏ một chỗ."))
        else:
            found[name] = sets


def flat(path: str, nodes: Nodes, faults: list[Fault]) -> dict[str, str]:
    """A file of `name: text` lines (texts, synonyms)."""
    if path not in nodes:
        return {}
    found = pairs(path, nodes[path], faults)
    return {name: _plain(path, value, faults) for name, _, value in found}


def texts(nodes: Nodes, faults: list[Fault]) -> dict[str, str]:
    """All texts on screen; a key in two files is a fault."""
    found: dict[str, str] = {}
    for path in _in_folder("texts", nodes):
        for name, line, value in pairs(path, nodes[path], faults):
            if name in found:
                faults.append(Fault(path, line, f"Câu `{name}` đã có ở tệp khác."))
            found[name] = _plain(path, value, faults)
    return found


def smalltalk(nodes: Nodes, faults: list[Fault]) -> tuple[SmallTalk, ...]:
    """Greetings and the like with their replies: a file is one or a list of them."""

    def take(item: Fields) -> SmallTalk:
        return SmallTalk(item.text("id"), _values(item, "ask"), _values(item, "replies"))

    found = _each("smalltalk", ("id", "ask", "replies"), nodes, faults, take)
    return tuple(found)


def outside(nodes: Nodes, faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    """Questions that are not ours, by kind."""

    def take(item: Fields) -> tuple[str, tuple[str, ...]]:
        return item.text("kind"), _values(item, "ask")

    found: dict[str, tuple[str, ...]] = {}
    for kind, phrases in _each("outside", ("kind", "ask"), nodes, faults, take):
        found[kind] = found.get(kind, ()) + phrases
    return found


def _each(
    folder: str,
    known: tuple[str, ...],
    nodes: Nodes,
    faults: list[Fault],
    take: Callable[[Fields], T],
) -> list[T]:
    """What is taken from every mapping in the files of a folder."""
    found = []
    for path in _in_folder(folder, nodes):
        node = nodes[path]
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found += [take(Fields(path, item, faults, known, known)) for item in items]
    return found


def _values(item: Fields, name: str) -> tuple[str, ...]:
    """A list of texts that must not be empty."""
    found = tuple(value for _, value in item.texts(name))
    if item.has(name) and not found:
        item.fault(name, f"`{name}` đang trống.")
    return found


def _in_folder(folder: str, nodes: Nodes) -> list[str]:
    return [path for path in nodes if path.startswith(f"{folder}/")]


def _plain(path: str, node: yaml.Node, faults: list[Fault]) -> str:
    """A text value; anything else is a fault."""
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str":
        return str(node.value).strip()
    text = "Chỗ này cần một câu chữ; nếu là số hay từ như on, no thì đặt trong ngoặc kép."
    faults.append(Fault(path, line_of(node), text))
    return ""
