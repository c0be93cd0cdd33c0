"""Building the search: the same each time, quick from its cache, safe from a broken one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge.model import Library, SmallTalk
from knowledge.search import build
from knowledge.search.cache import load as load_cache
from knowledge.search.judge import ROUGH, load_calibration
from knowledge.search.train import train

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def small(library: Library) -> Library:
    """Twelve entries of the real content, with small talk and foreign phrases."""
    entries = dict(list(library.entries.items())[:12])
    talk = (SmallTalk("greeting", ("chào em", "xin chào"), ("Dạ em chào ạ.",)),)
    return replace(
        library, entries=entries, smalltalk=talk, outside={"weather": ("hôm nay có mưa không",)}
    )


def test_training_twice_gives_the_same_model(small: Library) -> None:
    first, second = train(small), train(small)
    assert np.array_equal(first.planes.weights, second.planes.weights)
    assert np.array_equal(first.space.keys, second.space.keys)


def test_the_cached_model_answers_like_the_trained_one(small: Library, tmp_path: Path) -> None:
    cache = tmp_path / "deep" / "model.npz"
    question = next(iter(small.entries.values())).ask[0]
    trained, cached = build(small, cache), build(small, cache)
    assert cache.exists()
    assert trained.find(question, DAY).parts[0].candidates[0].entry == (
        cached.find(question, DAY).parts[0].candidates[0].entry
    )


@pytest.mark.parametrize("broken", [b"", b"not a zip", b"PK\x03\x04torn"])
def test_a_broken_cache_is_as_good_as_none(small: Library, tmp_path: Path, broken: bytes) -> None:
    cache = tmp_path / "model.npz"
    cache.write_bytes(broken)
    assert load_cache(cache, small) is None
    assert build(small, cache).find("chào em", DAY).parts[0].reply


def test_a_cache_of_other_content_is_not_used(small: Library, tmp_path: Path) -> None:
    cache = tmp_path / "model.npz"
    build(small, cache)
    assert load_cache(cache, small) is not None
    assert load_cache(cache, replace(small, version="other")) is None


def test_without_a_calibration_there_is_a_rough_one(tmp_path: Path) -> None:
    missing = load_calibration(tmp_path / "none.yaml")
    torn = tmp_path / "torn.yaml"
    torn.write_text("right: [", encoding="utf-8")
    assert missing == ROUGH == load_calibration(torn)


def test_the_calibration_on_disk_is_in_order() -> None:
    read = load_calibration()
    for scale in (read.question, read.story):
        assert 0 < scale.suggest_ours <= scale.answer_ours < 1
        assert 0.3 < scale.answer < 1
    assert read != ROUGH
