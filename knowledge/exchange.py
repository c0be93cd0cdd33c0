"""Content to a workbook and back: all of it or nothing, and only what was changed is written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.exchange_read import Line, Sheet, read_workbook, twice
from knowledge.exchange_rows import (
    ENTRIES,
    FIGURES,
    SHEETS,
    SOURCES,
    Row,
    entry_row,
    figure_row,
    source_row,
)  # fmt: skip
from knowledge.exchange_write import MAX_CELL, mark, write_workbook
from knowledge.exchange_yaml import entry_yaml, figure_yaml, patched, source_yaml
from knowledge.load import Reading, read
from knowledge.load_entry import ID
from knowledge.load_faults import ContentFaults, Fault, in_order
from knowledge.load_files import Snapshot, snapshot

TABLE_FILES = {FIGURES: "figures.yaml", SOURCES: "sources.yaml"}


@dataclass(frozen=True)
class Imported:
    """What an import did. Entries by id, figures and sources as "figures.yaml: name".

    With faults nothing was written.
    """

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass
class _Plan:
    """What an import is about to write: rows by (sheet, name), and the files they make."""

    changed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    rows: dict[tuple[str, str], tuple[Sheet, Line]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)


def export_xlsx(library_folder: Path, path: Path) -> None:
    """Write the workbook; raises ContentFaults when the content has faults."""
    reading = read(snapshot(library_folder))
    tables = _tables(reading)
    faults = list(reading.faults)
    for rows in tables.values():
        for name, row in rows.items():
            long = [value for value in row.values() if len(value) > MAX_CELL]
            faults += [Fault(name, 0, f"Có ô dài quá {MAX_CELL} ký tự.") for _ in long]
    if faults:
        raise ContentFaults(faults)
    sheets = {name: list(rows.values()) for name, rows in tables.items()}
    write_workbook(path, sheets, reading.library.areas)


def import_xlsx(path: Path, library_folder: Path) -> Imported:
    """Take a workbook over into the content; with any fault nothing is written."""
    faults: list[Fault] = []
    sheets = read_workbook(path, faults)
    for sheet in sheets.values():
        twice(sheet, faults)
        _named(sheet, faults)
    if faults:
        return Imported(faults=in_order(faults))
    files = snapshot(library_folder)
    before = read(files)
    plan = _plan(sheets, files, before, faults)
    if faults:
        return Imported(faults=in_order(faults))
    wanted = {p: d for p, d in files.files.items() if p not in plan.removed} | plan.files
    after = read(Snapshot(wanted, files.faults))
    faults += [_in_cell(fault, plan) for fault in after.faults]
    if not faults:
        faults += _differing(plan, after)
    if faults:
        return Imported(faults=in_order(faults))
    _write(library_folder, plan)
    return Imported(tuple(plan.changed), tuple(plan.added))


def _named(sheet: Sheet, faults: list[Fault]) -> None:
    """Names become paths and keys, so they must be harmless before anything else."""
    for line in sheet.lines:
        for column in ("id", "topic") if sheet.name == ENTRIES else ("id",):
            value = line.row.get(column, "")
            if value and not ID.fullmatch(value):
                text = f"`{value}` chỉ được gồm chữ thường không dấu, số và gạch dưới."
                faults.append(Fault(sheet.cell(line, column), 0, text))
            elif column == "topic" and not value:
                faults.append(Fault(sheet.cell(line, column), 0, "Thiếu chủ đề."))


def _tables(reading: Reading) -> dict[str, dict[str, Row]]:
    """The content as rows by name, sheet by sheet."""
    library = reading.library
    return {
        ENTRIES: {draft.entry.id: entry_row(draft.entry) for draft in reading.drafts},
        FIGURES: {name: figure_row(figure) for name, figure in library.figures.items()},
        SOURCES: {name: source_row(source) for name, source in library.sources.items()},
    }


def _plan(
    sheets: Mapping[str, Sheet], files: Snapshot, before: Reading, faults: list[Fault]
) -> _Plan:
    """What differs between the sheets and the files, written out but not yet on disk."""
    plan = _Plan()
    tables = _tables(before)
    paths = {draft.entry.id: draft.path for draft in before.drafts}
    for sheet in sheets.values():
        for line in sheet.lines:
            line.row.update(
                {c.field: "" for c in SHEETS[sheet.name][:-1] if c.field not in line.row}
            )
            _compare(sheet, line, tables[sheet.name].get(line.row["id"]), plan, faults)
    written: dict[str, dict[str, str]] = {}
    for (name, key), (_, line) in plan.rows.items():
        if name == ENTRIES:
            target = f"faq/{line.row['topic']}/{key}.yaml"
            plan.files[target] = entry_yaml(line.row).encode()
            plan.removed += [paths[key]] if paths.get(key, target) != target else []
        else:
            text = figure_yaml(line.row) if name == FIGURES else source_yaml(line.row)
            written.setdefault(TABLE_FILES[name], {})[key] = text
    for table, texts in written.items():
        plan.files[table] = patched(files.files.get(table, b"").decode(), texts).encode()
    return plan


def _compare(sheet: Sheet, line: Line, old: Row | None, plan: _Plan, faults: list[Fault]) -> None:
    """Note a row that was added or changed; one that others changed meanwhile is a fault."""
    name = line.row["id"]
    shown = name if sheet.name == ENTRIES else f"{TABLE_FILES[sheet.name]}: {name}"
    untouched = line.mark == mark(line.row)
    if line.row == old or (old is not None and untouched):
        return
    if old is not None and line.mark and line.mark != mark(old):
        text = f"`{name}` đã được sửa ở nơi khác sau khi xuất bảng; hãy xuất lại rồi sửa tiếp."
        faults.append(Fault(sheet.cell(line, "id"), 0, text))
        return
    (plan.added if old is None else plan.changed).append(shown)
    plan.rows[sheet.name, name] = (sheet, line)


def _in_cell(fault: Fault, plan: _Plan) -> Fault:
    """The loader's fault as one of a cell, when the file came from a row of ours."""
    name, column = ENTRIES, fault.field
    key = Path(fault.path).stem
    for sheet_name, table in TABLE_FILES.items():
        if fault.path == table:
            name = sheet_name
            key, _, column = fault.field.partition(".")
    if (name, key) not in plan.rows or (name == ENTRIES and fault.path not in plan.files):
        return fault
    sheet, line = plan.rows[name, key]
    column = column if column in sheet.letters else column.split(".")[0]
    return Fault(sheet.cell(line, column), 0, fault.text, fault.severity, fault.field)


def _differing(plan: _Plan, after: Reading) -> list[Fault]:
    """Rows that would not come back as they were written: better refused than changed."""
    tables = _tables(after)
    text = "Không ghi lại được nguyên vẹn ô trong dòng này; hãy gõ lại cho gọn."
    return [
        Fault(sheet.cell(line, _first_difference(line.row, tables[name].get(key, {}))), 0, text)
        for (name, key), (sheet, line) in plan.rows.items()
        if tables[name].get(key) != line.row
    ]


def _first_difference(one: Row, two: Row) -> str:
    return next((field for field in one if one[field] != two.get(field)), "id")


def _write(folder: Path, plan: _Plan) -> None:
    """Put all files in place: first beside the old ones, where a full disk harms nothing."""
    beside: list[tuple[Path, Path]] = []
    try:
        for name, data in plan.files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            new = target.with_name(f".{target.name}.{os.getpid()}.tmp")
            beside.append((new, target))
            new.write_bytes(data)
    except OSError:
        for new, _ in beside:
            new.unlink(missing_ok=True)
        raise
    for new, target in beside:
        new.replace(target)
    for name in plan.removed:
        (folder / name).unlink()
