"""The compiled copy: the same library, and the last good one when an edit breaks the content."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from knowledge.load import CONTENT, ContentFaults, load, load_cached, load_or_last_good, read
from knowledge.load_cache import Kept, keep, kept, rules
from knowledge.load_files import snapshot
from tests.knowledge.small_content import FEE_FILE, HOW_LONG, Content


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "content.json"


def test_the_copy_is_the_same_library(content: Content, cache: Path) -> None:
    assert load_cached(content.folder, cache) == load(content.folder)
    again = kept(cache)
    assert again is not None
    assert again.library == load(content.folder)


def test_an_edit_is_seen_even_when_the_size_stays(content: Content, cache: Path) -> None:
    load_cached(content.folder, cache)
    content.edit(FEE_FILE, "UBND xã", "UBND tỉ")
    os.utime(content.folder / FEE_FILE, ns=(1, 1))
    assert load_cached(content.folder, cache).entries["fee"].answer.endswith("UBND tỉ.")


def test_touched_files_with_the_same_words_keep_the_copy(content: Content, cache: Path) -> None:
    load_cached(content.folder, cache)
    first = kept(cache)
    os.utime(content.folder / FEE_FILE, ns=(1, 1))
    load_cached(content.folder, cache)
    second = kept(cache)
    assert first is not None
    assert second is not None
    assert first.stamp != second.stamp
    assert first.library == second.library


def test_a_copy_made_by_older_rules_is_read_anew(content: Content, cache: Path) -> None:
    library = load_cached(content.folder, cache)
    good = kept(cache)
    assert good is not None
    content.edit(FEE_FILE, "status: published", "status: x")
    keep(cache, Kept(good.stamp, "older", library))
    with pytest.raises(ContentFaults):
        load_cached(content.folder, cache)


@pytest.mark.parametrize("ruin", [b"", b"{}\n{}", b"[]", b"\xff\xfe", b"null\nnull"])
def test_a_ruined_copy_is_no_copy(content: Content, cache: Path, ruin: bytes) -> None:
    load_cached(content.folder, cache)
    cache.write_bytes(ruin)
    assert kept(cache) is None
    assert load_cached(content.folder, cache) == load(content.folder)


def test_a_torn_copy_is_no_copy(content: Content, cache: Path) -> None:
    load_cached(content.folder, cache)
    cache.write_bytes(cache.read_bytes()[:-40])
    assert kept(cache) is None


def test_where_nothing_can_be_kept_the_content_still_loads(content: Content) -> None:
    cache = content.folder / "topics.yaml" / "cache.json"
    assert load_cached(content.folder, cache).entries


def test_a_broken_edit_leaves_the_last_good_content(content: Content, cache: Path) -> None:
    good, faults = load_or_last_good(content.folder, cache)
    assert faults == ()
    content.edit(FEE_FILE, "status: published", "status: [")
    served, faults = load_or_last_good(content.folder, cache)
    assert served == good
    assert [(f.path, f.line > 0) for f in faults] == [(FEE_FILE, True)]
    content.edit(FEE_FILE, "status: [", "status: published")
    content.edit(FEE_FILE, "Anh/chị hỏi", "Bà con hỏi")
    served, faults = load_or_last_good(content.folder, cache)
    assert faults == ()
    assert "Bà con hỏi" in served.entries["fee"].answer


def test_without_a_last_good_copy_the_right_entries_are_served(
    content: Content, cache: Path
) -> None:
    content.edit(FEE_FILE, "status: published", "status: [")
    served, faults = load_or_last_good(content.folder, cache)
    assert set(served.entries) == {"how_long", "how_long_2023"}
    assert served.entries["how_long"].related == ()
    assert [f.path for f in faults] == [FEE_FILE]
    assert not cache.exists()


def test_a_broken_root_takes_its_variant_along(content: Content, cache: Path) -> None:
    content.edit(HOW_LONG, "status: published", "status: [")
    served, _ = load_or_last_good(content.folder, cache)
    assert set(served.entries) == {"fee"}


def test_a_dead_link_does_not_withhold_the_answer(content: Content, cache: Path) -> None:
    content.edit(HOW_LONG, "related: [fee]", "related: [fee, gone]")
    served, faults = load_or_last_good(content.folder, cache)
    assert served.entries["how_long"].related == ("fee",)
    assert [f.path for f in faults] == [HOW_LONG]


def test_when_nothing_loads_it_is_said(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(ContentFaults) as refused:
        load_or_last_good(tmp_path / "nowhere", cache)
    assert [f.path for f in refused.value.faults] == ["figures.yaml", "sources.yaml", "topics.yaml"]


def test_the_real_content_loads_fast(cache: Path) -> None:
    files = snapshot(CONTENT)
    start = time.process_time()
    library = read(files).library
    fresh = time.process_time() - start
    keep(cache, Kept("x", rules(), library))
    start = time.process_time()
    assert kept(cache) is not None
    assert (fresh < 1.0, time.process_time() - start < 0.5) == (True, True)
