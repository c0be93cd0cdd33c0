"""What officials do with announcements that were confirmed: see, approve, steer, follow up."""

from __future__ import annotations

from bot.core.audience import Audience
from bot.core.effects import Announce, OrderList, Steer
from bot.core.effects.announcements import Step
from bot.core.message import Choice, Outgoing, Rows
from bot.core.reads.announcements import Announced
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers.announce.actions import act
from handlers.announce.draft import Draft, drafts, new, senders, writers
from handlers.announce.screens import asked, screen, with_first
from handlers.announce.screens import pressed as row
from handlers.announce.wording import audience_lines, moment_name, number
from handlers.desk import Desk
from handlers.officials.gate import Offices

LISTED, LOOKED_AT = 6, 30
QUOTED = 200
COUNTED = {"failed": "dead", "blocked": "blocked", "unclear": "unclear", "late": "expired",
           "cancelled": "cancelled", "let_be": "left"}  # fmt: skip


def sees(one: Announced, turn: Turn, offices: Offices) -> bool:
    """Whether it is this official's to look at."""
    return one.author == turn.person.number or one.audience.covered_by(offices)


def steers(one: Announced, turn: Turn, offices: Offices) -> bool:
    """Whether this official may pause it, stop it, or follow it up."""
    return one.author == turn.person.number or one.audience.covered_by(senders(offices))


def approves(one: Announced, turn: Turn, offices: Offices) -> bool:
    """Whether this official is a second pair of eyes for it."""
    return one.author != turn.person.number and one.audience.covered_by(senders(offices))


async def menu(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "/thongbao": a new one, the drafts, and those that were confirmed."""
    if not writers(offices) and not senders(offices):
        return desk.reply("an_no_right")
    rows = [(desk.button("an_new", act("new")),)] if writers(offices) else []
    rows += [(Choice(_draft_name(desk, d), act("open", d.id)),) for d in drafts(turn)[:3]]
    for one in await desk.reads.announcements.latest(LOOKED_AT):
        if sees(one, turn, offices) and len(rows) < LISTED + 3:
            rows.append((Choice(_name(desk, one), act("see", one.draft)),))
    shown = Outgoing(desk.text("an_menu"), (*rows, desk.way_home()), replaces=turn.incoming.pressed)
    return Reply((shown,), pauses=turn.dialogue is not None)


def _draft_name(desk: Desk, draft: Draft) -> str:
    return desk.text("an_draft", text=shorten(draft.text or "…", 24, "characters"))


def _name(desk: Desk, one: Announced) -> str:
    state = desk.text(f"an_mark_{one.state}")
    return f"{state} {shorten(' '.join(one.text.split()), 28, 'characters')}"


async def see(desk: Desk, turn: Turn, draft: str, offices: Offices) -> Reply:
    """ "see:DRAFT": how it stands; what waits for approval is shown as it will be sent."""
    one = await desk.reads.announcements.announced(draft)
    if one is None or not sees(one, turn, offices):
        return desk.reply("stale")
    shown = Outgoing(report(desk, one), _rows(desk, turn, one, offices))
    reply = Reply((shown,), pauses=turn.dialogue is not None)
    return with_first(reply, one.message) if one.state == "pending" else reply


def report(desk: Desk, one: Announced) -> str:
    """Everything there is to count, and for whom it was."""
    lines = [desk.text(f"an_state_of_{one.state}", moment=moment_name(one.starts_at))]
    lines.append(f"“{shorten(one.text, QUOTED, 'characters')}”")
    lines += audience_lines(desk, one.audience)[:4]
    if one.state == "pending":
        lines.append(desk.text("an_counted", count=number(one.counted)))
        return "\n".join(lines)
    left = one.count("waiting", "sending")
    lines.append(desk.text("an_report_sent", sent=number(one.count("sent")),
                           read=number(one.read), left=number(left)))  # fmt: skip
    for name, state in COUNTED.items():
        if many := one.count(state):
            lines.append(desk.text(f"an_report_{name}", number=number(many)))
    lines += [f"  - {why}: {number(many)}" for why, many in list(one.failed.items())[:3]]
    return "\n".join(lines)


def _rows(desk: Desk, turn: Turn, one: Announced, offices: Offices) -> Rows:
    verbs = _verbs(one, turn, offices)
    buttons = [desk.button(f"an_{verb}", act(verb, one.draft)) for verb in verbs]
    pairs = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return (*pairs, (desk.button("an_menu", act("menu")),), desk.way_home())


def _verbs(one: Announced, turn: Turn, offices: Offices) -> list[str]:
    """What this official can do with it as it stands."""
    if one.state == "pending":
        return ["approve", "refuse"] if approves(one, turn, offices) else []
    verbs: list[str] = []
    if steers(one, turn, offices):
        verbs += {"running": ["pause", "stop"], "paused": ["resume", "stop"],
                  "scheduled": ["stop"]}.get(one.state, [])  # fmt: skip
        verbs += ["failed_again"] if one.count("dead") and one.state == "done" else []
        if one.count("unclear"):
            verbs += ["unclear_again"] if one.state in ("done", "running") else []
            verbs += ["unclear_left"]
        if one.count("sent") and one.kind != "withdrawal":
            verbs += ["unread", "correct", "withdraw"]
    return [*verbs, "list"] if one.counts else verbs


async def steer(desk: Desk, turn: Turn, verb: str, draft: str, offices: Offices) -> Reply:
    """Approve, refuse, pause, resume, stop, send again: if it stands where that can be done."""
    one = await desk.reads.announcements.announced(draft)
    if one is None or not sees(one, turn, offices):
        return desk.reply("stale")
    if verb == "approve" and one.author == turn.person.number:
        return desk.reply("an_not_your_own")
    if verb not in _verbs(one, turn, offices):
        return await see(desk, turn, draft, offices)
    words = shorten(one.text, 60, "characters")
    tell = Outgoing(desk.text(f"an_told_{verb}", text=words), desk_rows(desk, draft))
    done = Outgoing(desk.text(f"an_did_{verb}"), desk_rows(desk, draft))
    return Reply((done,), (Steer(draft, Step(verb), tell),))


def desk_rows(desk: Desk, draft: str) -> Rows:
    """To the report, and home."""
    return ((desk.button("an_see", act("see", draft)),), desk.way_home())


async def follow(desk: Desk, turn: Turn, verb: str, draft: str, offices: Offices) -> Reply:
    """The list, a reminder to who has not read, a correction, or taking it back."""
    one = await desk.reads.announcements.announced(draft)
    if one is None or verb not in _verbs(one, turn, offices):
        return desk.reply("stale")
    if verb == "list":
        made = Outgoing(desk.text("an_list_coming"), desk_rows(desk, draft))
        return Reply((made,), (OrderList(draft),))
    if verb == "withdraw":
        yes = (desk.button("an_withdraw_yes", act("withdraw_yes", draft)),)
        sure = Outgoing(desk.text("an_withdraw_sure", count=number(one.count("sent"))),
                        (yes, *desk_rows(desk, draft)))  # fmt: skip
        return Reply((sure,))
    return _followed(desk, turn, one, offices, "unread" if verb == "unread" else "correction")


def _followed(desk: Desk, turn: Turn, one: Announced, offices: Offices, kind: str) -> Reply:
    """A new draft for exactly those people."""
    field = "unread" if kind == "unread" else "got"
    audience = Audience.within(writers(offices) or offices).having(field, str(one.number))
    draft = new(turn, offices).for_(audience).put(kind=kind, parent=one.draft)
    if kind == "correction":
        return asked(desk, turn, draft, "correction")
    draft = draft.put(text=desk.text("an_unread_text", text=one.text), read="1")
    words = shorten(draft.text, QUOTED, "characters")
    on = row(desk, draft, "preview", "preview")
    edit = row(desk, draft, "text", "text")
    return screen(desk, turn, draft, desk.text("an_unread", text=words), on, edit)


async def withdraw(desk: Desk, turn: Turn, draft: str, offices: Offices) -> Reply:
    """ "withdraw_yes:DRAFT": stop it, and take back what was sent."""
    one = await desk.reads.announcements.announced(draft)
    if one is None or "withdraw" not in _verbs(one, turn, offices):
        return desk.reply("stale")
    words = shorten(" ".join(one.text.split()), 60, "characters")
    text = desk.text("an_withdrawn", text=words, office=one.office)
    given = Announce(
        f"{turn.number:x}", one.office, text, Outgoing(text), Outgoing(text), one.audience,
        one.count("sent"), approved=True, starts_at=turn.now, kind="withdrawal", parent=draft,
    )  # fmt: skip
    shown = Outgoing(desk.text("an_withdrawing"), desk_rows(desk, given.draft))
    return Reply((shown,), (given,))


STEPS = tuple(step.value for step in Step)
FOLLOWS = ("list", "unread", "correct", "withdraw")
