"""The trained model on disk: one npz of arrays and text, keyed by content and by our own code."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from knowledge.model import Library
from knowledge.search.goods import goods
from knowledge.search.model import Model
from knowledge.search.phrases import phrases
from knowledge.search.svm import Planes
from knowledge.search.vectors import Rows, Space
from knowledge.search.words import Folder

Array = NDArray[np.generic]


def key(library: Library) -> str:
    """What a cached model must have been made from: this content and this code."""
    return f"{library.version}-{_code()}"


@lru_cache(maxsize=1)
def _code() -> str:
    files = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()[:16]


def save(path: Path, library: Library, model: Model) -> None:
    """Write the model in one step; a full disk or a read-only folder only costs time later."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    spoken = sorted(model.spoken)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as out:
            np.savez(
                out,
                key=_text(key(library)),
                known=_text("\n".join(sorted(model.folder.known))),
                spoken=_text("\n".join(spoken)),
                keys=model.space.keys,
                idf=model.space.idf,
                single=model.space.single,
                starts=model.rows.starts,
                ids=model.rows.ids,
                weights=model.rows.weights,
                planes=model.planes.weights,
                bias=model.planes.bias,
            )
        beside.replace(path)


def _text(text: str) -> Array:
    return np.frombuffer(text.encode(), np.uint8)


def _read(array: Array) -> str:
    return array.tobytes().decode()


def load(path: Path, library: Library) -> Model | None:
    """The model on disk, or None when there is none for this content and code."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            if _read(kept["key"]) != key(library):
                return None
            return _model({name: kept[name] for name in kept.files}, library)
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        return None


def _model(kept: dict[str, Array], library: Library) -> Model:
    known = phrases(library)
    folder = Folder(library.synonyms, frozenset(_read(kept["known"]).split("\n")))
    spoken = frozenset(_read(kept["spoken"]).split("\n"))
    space = Space(
        kept["keys"].astype(np.uint32, copy=False),
        kept["idf"].astype(np.float32, copy=False),
        kept["single"].astype(np.bool_, copy=False),
    )
    rows = Rows(
        kept["starts"].astype(np.int64, copy=False),
        kept["ids"].astype(np.int32, copy=False),
        kept["weights"].astype(np.uint8, copy=False),
    )
    found = goods(library.products, folder, spoken)
    planes = Planes(kept["planes"].astype(np.float16, copy=False), kept["bias"].astype(np.float32))
    return Model(known, folder, found, spoken, space, rows, planes)
