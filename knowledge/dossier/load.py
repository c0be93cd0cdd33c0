"""From content/dossier to a Dossier: every fault at once, with its file and line."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.criteria.load import CONTENT, load_criteria
from knowledge.criteria.load_shared import number
from knowledge.dossier.load_papers import read_cases, read_papers
from knowledge.dossier.load_rounds import read_again, read_ministry, read_rounds
from knowledge.dossier.load_words import read_lengths, read_questions, read_shown
from knowledge.dossier.model import Dossier
from knowledge.load_faults import ContentFaults, Fault
from knowledge.load_fields import Fields
from knowledge.load_yaml import compose

PAPERS, ROUNDS = "dossier/papers.yaml", "dossier/rounds.yaml"
STORY, PLAN = "dossier/story.yaml", "dossier/plan.yaml"
FIELDS = {
    PAPERS: ("cases", "papers"),
    ROUNDS: ("rounds", "ministry", "commune_days", "again"),
    STORY: ("questions", "lengths", "shown"),
    PLAN: ("sections",),
}


@lru_cache(maxsize=4)
def load_dossier(content: Path = CONTENT) -> Dossier:
    """The dossier of a content folder; raises ContentFaults with all that is wrong.

    Read once for each folder and kept, like the criteria whose families it names.
    """
    criteria = load_criteria(content)
    families = {c.family for one in criteria.sets.values() for c in one.criteria}
    faults: list[Fault] = []
    files = {name: _fields(content, name, faults) for name in FIELDS}
    papers, rounds, story, plan = (files[name] for name in (PAPERS, ROUNDS, STORY, PLAN))
    if papers is None or rounds is None or story is None or plan is None:
        raise ContentFaults(faults)
    questions = read_questions(story, "questions")
    dossier = Dossier(
        cases=read_cases(papers),
        papers=read_papers(papers, families, criteria.sectors),
        rounds=read_rounds(rounds),
        ministry=read_ministry(rounds),
        commune_days=number(rounds, "commune_days"),
        again=read_again(rounds),
        questions=questions,
        lengths=read_lengths(story, {question.id for question in questions}),
        shown=read_shown(story),
        sections=read_questions(plan, "sections"),
    )
    if faults:
        raise ContentFaults(faults)
    return dossier


def _fields(content: Path, name: str, faults: list[Fault]) -> Fields | None:
    """The fields of one file; None with a fault when it cannot be read."""
    try:
        node: yaml.Node | None = compose(name, (content / name).read_bytes(), faults)
    except OSError as error:
        faults.append(Fault(name, 0, f"Không mở được tệp ({error.strerror})."))
        return None
    return None if node is None else Fields(name, node, faults, FIELDS[name], FIELDS[name])
