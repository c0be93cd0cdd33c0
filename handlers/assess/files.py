"""Files to carry to the commune: what is told to the papers, as attachments to be made."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from bot.core.message import Attachment, Outgoing
from bot.core.turn import Turn
from handlers.assess import answers, holding
from handlers.assess.asking import today
from handlers.assess.paperwork import of_product, states
from handlers.assess.product import Product
from handlers.desk import Desk
from handlers.officials.words import place_name

KINDS = {"png": "result_png", "pdf": "result_pdf", "mau01": "mau01_docx", "mau02": "mau02_docx"}
DOCUMENT, PHOTO = "document", "photo"


def made(kind: str, data: dict[str, Any]) -> Attachment:
    """A file that is made when the message is delivered: `papers.make(kind, data)`."""
    ref = "made:" + json.dumps({"kind": kind, "data": data}, ensure_ascii=False)
    return Attachment(PHOTO if kind.endswith("_png") else DOCUMENT, ref)


def sent(
    desk: Desk, product: Product, turn: Turn, file: str, until: date | None = None
) -> Outgoing:
    """One of the four files of a product: png, pdf, mau01, mau02. `until` is the last day of the
    certificate it has."""
    data = _form(product, turn) if file == "mau01" else _report(product, turn)
    if file == "pdf" and until is not None:
        data["certificate_until"] = until.isoformat()
    if file == "mau02":
        data |= {"plan": _said(turn, "plan", product.id)}
    data = {key: value for key, value in data.items() if value or key == "answers"}
    text = desk.text(f"as_file_{file}", name=product.name)
    return Outgoing(text, (desk.way_home(),), made(KINDS[file], data))


def _form(product: Product, turn: Turn) -> dict[str, Any]:
    return {
        "product": product.name,
        "set": product.criteria.no,
        "made_on": today(turn),
        **_who(product, turn),
        "case": _said(turn, "dossier", product.id).get("case", ""),
        "papers": _papers(turn, product.id),
    }


def _who(product: Product, turn: Turn) -> dict[str, str]:
    """Whose product it is: the one it is filled in for, or whoever writes, with their place."""
    if owner := product.told("for"):
        return {"owner": owner}
    place = place_name(turn.person.tinh, turn.person.xa)
    return {"person": turn.person.name, "address": place, "place": place}


def _report(product: Product, turn: Turn) -> dict[str, Any]:
    data = _form(product, turn) | {
        "answers": answers.points(product),
        "cases": answers.cases(product),
        "rule": product.told("rule"),
        "hits": [condition.key for condition in answers.hits(product)],
        "evidence": evidence(product, turn),
    }
    if product.told("consent"):
        data |= {"helper": turn.incoming.name, "consent_on": product.told("consent")}
    return data


def _papers(turn: Turn, product_id: str) -> dict[str, dict[str, str]]:
    """What was said of each paper, as the papers want it: state, and its last day."""
    found = {}
    for paper, state in states(of_product(turn, product_id)).items():
        found[paper] = {"state": str(state.having)}
        if state.until:
            found[paper]["until"] = state.until.isoformat()
    return found


def evidence(product: Product, turn: Turn) -> dict[str, list[str]]:
    """The labels of all files by what they are about."""
    both = (product.dialogue, of_product(turn, product.id))
    return {
        about: list(files.values())
        for dialogue in both
        for about, files in holding.everything(dialogue).items()
    }


def _said(turn: Turn, name: str, product_id: str) -> dict[str, str]:
    dialogue = turn.unfinished(name, product_id)
    return dict(dialogue.answers) if dialogue else {}
