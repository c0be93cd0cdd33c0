"""Rows written as YAML, the way a person would: and single entries of a table put in place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from knowledge.exchange_rows import Row

_WIDE = 1_000_000


def entry_yaml(row: Row) -> str:
    """An entry file in the order of docs/noi-dung.md; optional fields only when filled."""
    lines = [f"{name}: {_scalar(row[name])}" for name in ("id", "topic", "title", "status")]
    if row["ask"]:
        lines += ["ask:", *(f"- {_scalar(phrase)}" for phrase in row["ask"].split("\n"))]
    lines.append(f"answer: {_block(row['answer'])}")
    if row["more"]:
        lines.append(f"more: {_block(row['more'])}")
    lines += ["source:", *_cited(row["source"])]
    lines += ["valid:", f"  from: {_plain(row['valid.from'])}"]
    if row["valid.until"]:
        lines.append(f"  until: {_plain(row['valid.until'])}")
    lines += ["reviewed:", f"  by: {_scalar(row['reviewed.by'])}"]
    lines += [f"  on: {_plain(row['reviewed.on'])}", f"confidence: {_scalar(row['confidence'])}"]
    lines += [f"{name}: [{_items(row[name])}]" for name in ("products", "related") if row[name]]
    if row["variant_of"]:
        lines.append(f"variant_of: {_scalar(row['variant_of'])}")
    return "\n".join(lines) + "\n"


def figure_yaml(row: Row) -> str:
    """A figure on one line."""
    names = ("text", "document", "article", "confidence")
    value = {name: row[name] for name in names if row[name] or name != "article"}
    return f"{row['id']}: {_flow(value)}\n"


def source_yaml(row: Row) -> str:
    """A source, a line for each field."""
    lines = [f"{row['id']}:", *(f"  {name}: {_scalar(row[name])}" for name in ("title", "about"))]
    if row["issued"]:
        lines.append(f"  issued: {_plain(row['issued'])}")
    span = [
        f"{k}: {_plain(row[f'in_force.{k}'])}" for k in ("from", "until") if row[f"in_force.{k}"]
    ]
    if span:
        lines.append(f"  in_force: {{{', '.join(span)}}}")
    return "\n".join([*lines, f"  url: {_scalar(row['url'])}"]) + "\n"


def patched(text: str, written: Mapping[str, str]) -> str:
    """A table with some of its entries written anew; all other lines stay as they are."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    rest = dict(written)
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    for key, value in reversed(root.value if isinstance(root, yaml.MappingNode) else []):
        if key.value in rest:
            first, last = key.start_mark.line, _last_line(value)
            while last > first and not lines[last].strip():
                last -= 1  # a `|` block takes the blank lines after it along
            lines[first : last + 1] = [rest.pop(key.value)]
    return "".join([*lines, *(rest[name] for name in written if name in rest)])


def _last_line(node: yaml.Node) -> int:
    """The last line of a node, from 0. A block ends where the next thing starts: look inside."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    end = node.end_mark
    return int(end.line if end.column else max(end.line - 1, node.start_mark.line))


def _scalar(text: str) -> str:
    """Text on one line, in quotes where YAML needs them."""
    style = '"' if "\n" in text else None
    dumped = yaml.dump(
        text, Dumper=yaml.CSafeDumper, allow_unicode=True, width=_WIDE, default_style=style
    )
    return dumped.removesuffix("\n").removesuffix("\n...")


def _block(text: str) -> str:
    """Text of several lines as a `|-` block, or in quotes when a block would change it."""
    body = "\n".join(f"  {line}" if line else "" for line in text.split("\n"))
    try:
        same = yaml.load(f"a: |-\n{body}\n", Loader=yaml.CSafeLoader) == {"a": text}
    except yaml.YAMLError:
        same = False
    return f"|-\n{body}" if same else _scalar(text)


def _plain(text: str) -> str:
    """A day as it is; what is no day in quotes, for the loader to name."""
    return text if len(text) == 10 and text.replace("-", "").isdecimal() else _scalar(text)


def _items(text: str) -> str:
    """A list on one line; numbers stay numbers."""
    return ", ".join(v if v.isdecimal() else _scalar(v) for v in text.split(", "))


def _cited(text: str) -> list[str]:
    """The list of documents with their articles."""
    lines = []
    for line in text.split("\n") if text else []:
        document, _, article = line.partition(" | ")
        lines.append(f"- document: {_scalar(document)}")
        if article:
            lines.append(f"  article: {_scalar(article)}")
    return lines


def _flow(value: dict[str, Any]) -> str:
    dumped: str = yaml.dump(
        value,
        Dumper=yaml.CSafeDumper,
        allow_unicode=True,
        width=_WIDE,
        default_flow_style=True,
        sort_keys=False,
    )
    return dumped.rstrip("\n")
