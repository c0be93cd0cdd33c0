"""Which papers each product needs, and how far a dossier is."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.criteria.load import load_criteria
from knowledge.dossier.model import Needed, State
from knowledge.dossier.progress import papers_for, progress

TODAY = date(2026, 11, 22)
SETS = sorted(load_criteria().sets)


def named(papers: tuple[Needed, ...]) -> dict[str, Needed]:
    return {needed.paper.id: needed for needed in papers}


@pytest.mark.parametrize("no", SETS)
def test_everybody_hands_in_the_two_forms_and_a_registration(no: int) -> None:
    papers = named(papers_for(no, "first"))
    for paper in ("form_01", "form_02", "business_registration"):
        assert papers[paper].must
    assert papers["trademark"].star == 3
    assert ("samples" in papers) == (no != 26)


def test_fish_sauce_has_its_own_codes() -> None:
    papers = named(papers_for(9, "first"))
    assert papers["facility_certificate"].codes == ("9",)
    assert papers["declaration"].codes == ("8",)
    assert papers["traceability"].star == 4
    assert papers["quality_system"].star == 4
    assert papers["labour_list"].star is None
    assert papers["samples"].count == 5


def test_codes_move_with_the_set() -> None:
    assert named(papers_for(1, "first"))["declaration"].codes == ("9",)
    assert named(papers_for(1, "first"))["area_certificate"].codes == ("1.2",)
    assert "area_certificate" not in named(papers_for(9, "first"))


def test_crafts_and_flowers_need_no_food_papers() -> None:
    for no in (21, 22, 23, 24, 25):
        assert "test_report" not in named(papers_for(no, "first"))


def test_each_case_brings_its_own_paper() -> None:
    first, upgrade, again = (
        set(named(papers_for(9, case))) for case in ("first", "upgrade", "again")
    )
    assert upgrade - first == {"changes"}
    assert again - first == {"updates"}


def test_a_set_that_does_not_exist() -> None:
    with pytest.raises(KeyError):
        papers_for(27, "first")


def test_nothing_said_is_nothing_there() -> None:
    papers = papers_for(9, "first")
    found = progress(papers, {}, TODAY)
    assert (found.percent, found.missing) == (0, papers)


def test_everything_there_is_all_of_it_even_without_awards() -> None:
    papers = papers_for(9, "first")
    states = {n.paper.id: State("have") for n in papers if n.paper.need != "support"}
    found = progress(papers, states, TODAY)
    assert found.percent == 100
    assert [n.paper.id for n in found.missing] == ["awards"]


def test_a_paper_past_its_day_counts_as_missing() -> None:
    papers = papers_for(9, "first")
    states = {"test_report": State("have", date(2026, 11, 21)), "story": State("have")}
    found = progress(papers, states, TODAY)
    assert [n.paper.id for n in found.expired] == ["test_report"]
    assert [n.paper.id for n in found.have] == ["story"]
    held = progress(papers, {"test_report": State("have", TODAY)}, TODAY)
    assert not held.expired


def test_a_paper_that_ends_before_the_scoring_is_named() -> None:
    states = {"test_report": State("have", date(2027, 6, 29))}
    found = progress(papers_for(9, "first"), states, TODAY, by=date(2027, 6, 30))
    assert [n.paper.id for n in found.ending] == ["test_report"]
    assert found.have == found.ending


def test_what_is_not_needed_raises_the_share_of_the_rest() -> None:
    papers = papers_for(9, "first")
    states = {"story": State("have")}
    before = progress(papers, states, TODAY).percent
    spared = states | {"quality_system": State("not_needed"), "promotion": State("not_needed")}
    assert progress(papers, spared, TODAY).percent > before


def test_work_under_way_is_told_apart_and_not_counted() -> None:
    found = progress(papers_for(9, "first"), {"trademark": State("doing")}, TODAY)
    assert [n.paper.id for n in found.doing] == ["trademark"]
    assert found.percent == 0


def test_no_papers_is_no_division() -> None:
    assert progress((), {}, TODAY).percent == 0
