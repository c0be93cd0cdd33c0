"""The content files of one moment: their bytes, their digest, and what cannot be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.load_faults import Fault

TABLES = ("topics.yaml", "sources.yaml", "figures.yaml", "products.yaml", "synonyms.yaml")
FOLDERS = ("texts", "smalltalk", "outside")
FAQ = "faq"
MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class Snapshot:
    """The bytes of every content file by its path in the folder, and what could not be read."""

    files: Mapping[str, bytes]
    faults: tuple[Fault, ...] = ()

    @property
    def version(self) -> str:
        """A digest of names and contents: the same content has the same version anywhere."""
        digest = hashlib.sha256()
        for name in sorted(self.files):
            digest.update(f"{name}\0{len(self.files[name])}\0".encode())
            digest.update(self.files[name])
        return digest.hexdigest()[:16]


def snapshot(folder: Path) -> Snapshot:
    """Read every content file once."""
    files: dict[str, bytes] = {}
    faults: list[Fault] = []
    for path in content_files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            if path.stat().st_size > MAX_BYTES:
                faults.append(Fault(name, 0, f"Tệp lớn quá {MAX_BYTES:,} byte, hãy tách nhỏ."))
            else:
                files[name] = path.read_bytes()
        except OSError as error:
            faults.append(Fault(name, 0, f"Không mở được tệp ({error.strerror})."))
    return Snapshot(files, tuple(faults))


def stamp(folder: Path) -> str:
    """A digest of names, sizes and times: cheap, changes whenever a file is written."""
    digest = hashlib.sha256()
    for path in content_files(folder):
        try:
            seen = path.stat()
            line = f"{path.relative_to(folder)}\0{seen.st_size}\0{seen.st_mtime_ns}\n"
        except OSError:
            line = f"{path.relative_to(folder)}\0?\n"
        digest.update(line.encode())
    return digest.hexdigest()


def content_files(folder: Path) -> Iterator[Path]:
    """Every file the loader reads, in order of name; editors' leftovers are passed over."""
    for name in TABLES:
        if (folder / name).exists():
            yield folder / name
    for name in (*FOLDERS, FAQ):
        for path in sorted((folder / name).rglob("*")):
            if not path.is_dir() and not _left_over(path):
                yield path


def _left_over(path: Path) -> bool:
    """Hidden files, swap files and copies that editors make beside the real one."""
    return path.name.startswith((".", "#", "~")) or path.name.endswith(("~", ".swp", ".tmp"))
