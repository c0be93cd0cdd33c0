"""From the content folder to a Library: everything wrong is said at once, in Vietnamese."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from knowledge import load_tables as tables
from knowledge.figures import filled, names_in
from knowledge.load_cache import Kept, keep, kept, rules
from knowledge.load_entry import Draft, Known, read_entry
from knowledge.load_faults import ContentFaults, Fault, in_order
from knowledge.load_files import FAQ, TABLES, Snapshot, snapshot, stamp
from knowledge.load_yaml import compose
from knowledge.model import Entry, Figure, Library

__all__ = [
    "CONTENT",
    "ContentFaults",
    "Fault",
    "Reading",
    "load",
    "load_cached",
    "load_or_last_good",
    "read",
]

CONTENT = Path(__file__).parent / "content"
NEEDED = TABLES[:3]


@dataclass(frozen=True)
class Reading:
    """What a snapshot says: the library of all that is right, the faults, and the drafts."""

    library: Library
    faults: tuple[Fault, ...]
    drafts: tuple[Draft, ...]


def load(folder: Path = CONTENT) -> Library:
    """The library in a folder; raises ContentFaults with everything that is wrong."""
    reading = read(snapshot(folder))
    if reading.faults:
        raise ContentFaults(reading.faults)
    return reading.library


def load_cached(folder: Path, cache: Path) -> Library:
    """Like `load`, from the compiled copy when no file has changed since it was written."""
    seen, good = stamp(folder), kept(cache)
    if good and good.stamp == seen and good.rules == rules():
        return good.library
    files = snapshot(folder)
    if good and not files.faults and (good.library.version, good.rules) == (files.version, rules()):
        keep(cache, dataclasses.replace(good, stamp=seen))
        return good.library
    reading = read(files)
    if reading.faults:
        raise ContentFaults(reading.faults)
    keep(cache, Kept(seen, rules(), reading.library))
    return reading.library


def load_or_last_good(folder: Path, cache: Path) -> tuple[Library, tuple[Fault, ...]]:
    """A library whatever happens: the last good one, else what is right, with the faults.

    Raises ContentFaults only when no entry at all can be read.
    """
    try:
        return load_cached(folder, cache), ()
    except ContentFaults as refused:
        good = kept(cache)
        library = good.library if good else read(snapshot(folder)).library
        if not library.entries:
            raise
        return library, refused.faults


def read(files: Snapshot) -> Reading:
    """Take a snapshot apart; never raises for what its writers did."""
    faults = list(files.faults)
    faults += [Fault(n, 0, "Thiếu tệp này.") for n in NEEDED if not _there(n, files)]
    nodes = _nodes(files, faults)
    sources = tables.sources(nodes, faults)
    areas = tables.areas(nodes, faults)
    figures = tables.figures(nodes, sources, faults)
    topics = None if areas is None else frozenset(t for area in areas for t in area.topics)
    ids = frozenset(PurePosixPath(path).stem for path in files.files if path.startswith(FAQ))
    known = Known(ids, topics, sources, figures)
    drafts = _drafts(nodes, known, faults)
    library = Library(
        version=files.version,
        entries=_entries(drafts, figures or {}),
        areas=areas or (),
        figures=figures or {},
        sources=sources or {},
        texts=tables.texts(nodes, faults),
        smalltalk=tables.smalltalk(nodes, faults),
        outside=tables.outside(nodes, faults),
        products=tables.products(nodes, faults),
        synonyms=tables.flat("synonyms.yaml", nodes, faults),
    )
    return Reading(library, in_order(faults), tuple(drafts))


def _there(name: str, files: Snapshot) -> bool:
    """Whether a file is there, readable or not."""
    return name in files.files or any(fault.path == name for fault in files.faults)


def _nodes(files: Snapshot, faults: list[Fault]) -> dict[str, yaml.Node]:
    """The root node of every file that can be parsed; misplaced files are faults."""
    nodes: dict[str, yaml.Node] = {}
    for path, data in files.files.items():
        if not path.endswith(".yaml"):
            faults.append(Fault(path, 0, "Tệp nội dung phải có đuôi .yaml."))
        elif path.startswith(f"{FAQ}/") and path.count("/") != 2:
            faults.append(Fault(path, 0, "Mục trả lời phải nằm ở faq/<chủ đề>/<id>.yaml."))
        elif (node := compose(path, data, faults)) is not None:
            nodes[path] = node
    return nodes


def _drafts(nodes: Mapping[str, yaml.Node], known: Known, faults: list[Fault]) -> list[Draft]:
    """Every entry file as a draft; the same id twice and wrong variants are faults."""
    of_faq = [path for path in nodes if path.startswith(f"{FAQ}/")]
    drafts = [read_entry(path, nodes[path], known, faults) for path in of_faq]
    first: dict[str, Draft] = {}
    for draft in drafts:
        if first.setdefault(draft.entry.id, draft) is not draft and draft.entry.id:
            text = f"`id` {draft.entry.id} đã có ở {first[draft.entry.id].path}."
            faults.append(Fault(draft.path, draft.lines.get("id", 0), text, field="id"))
    for draft in drafts:
        root = first.get(draft.entry.variant_of)
        if root and draft.entry.variant_of and root.entry.variant_of:
            text = f"`{root.entry.id}` cũng là luật cũ; `variant_of` phải chỉ mục hiện hành."
            line = draft.lines.get("variant_of", 0)
            faults.append(Fault(draft.path, line, text, field="variant_of"))
    return drafts


def _entries(drafts: Iterable[Draft], figures: Mapping[str, Figure]) -> dict[str, Entry]:
    """The entries without faults by id, filled in; links to what is missing are dropped."""
    right: dict[str, Entry] = {}
    for draft in drafts:
        names = names_in(f"{draft.entry.answer}\n{draft.entry.more}")
        if not draft.broken and all(name in figures for name in names):
            right.setdefault(draft.entry.id, _filled(draft.entry, names, figures))
    roots = {e.id for e in right.values() if not e.variant_of}
    return {
        e.id: dataclasses.replace(e, related=tuple(r for r in e.related if r in right))
        for e in right.values()
        if not e.variant_of or e.variant_of in roots
    }


def _filled(entry: Entry, names: tuple[str, ...], figures: Mapping[str, Figure]) -> Entry:
    """The entry as it is shown."""
    answer, more = filled(entry.answer, figures), filled(entry.more, figures)
    return dataclasses.replace(entry, answer=answer, more=more, figures=names)
