"""Who answers what, in order: the first that matches. Everything the bot does is on this screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from bot.core import reminding_actions
from bot.core.message import Kind
from bot.core.routes import Match, Route, command, dispatch, kind, pressed, talking
from bot.core.turn import Answer, Turn
from handlers import (
    ask,
    browse,
    dossier,
    fallback,
    link,
    official,
    pages,
    place,
    privacy,
    start,
    story,
)
from handlers.announce import actions as announcing
from handlers.announce import press as announce
from handlers.announce.draft import NAME as DRAFT
from handlers.assess import actions, evidence, press, product, rest, said
from handlers.assess.going import going_on
from handlers.assess.keeping import keeping
from handlers.assess.paperwork import DOSSIER
from handlers.deadlines import office as deadlines
from handlers.deadlines import shapes as dates
from handlers.desk import Desk
from handlers.officials import comments, joining, results
from handlers.officials import menu as officials_menu
from handlers.officials import press as oc
from handlers.officials.gate import only_officials
from handlers.officials.sheet import TALK
from handlers.reminders import ahead, certificates, days, kinds, shapes
from handlers.reminders import press as reminded
from handlers.reminders import said as dated
from handlers.trainings import office as trainings
from handlers.trainings import seats
from handlers.trainings import shapes as lessons

ID = "[a-z0-9_]{1,48}"
TURN = "[0-9a-f]{1,12}"


def routes(desk: Desk) -> tuple[Route, ...]:
    """All routes of this desk. Commands and the way home come before an open dialogue."""
    table: tuple[tuple[str, Match, Callable[[Desk, Turn], Answer]], ...] = (
        ("left", kind(Kind.LEFT), start.left),
        ("came", kind(Kind.CAME), start.came),
        ("code_typed", joining.is_typed, joining.typed),
        ("start", command("/start", "bắt đầu", "bat dau", "start"), start.greet),
        ("rest_home", _both(rest.is_ours, _either(HOME_WORDS, pressed("home"))), rest.home),
        ("rest", _both(rest.is_ours, _either(CANCEL_WORDS, STOP_WORDS)), rest.stop),
        ("home", _either(HOME_WORDS, pressed("home")), start.home),
        ("help", _either(HELP_WORDS, pressed("help")), start.help_),
        ("cancel", CANCEL_WORDS, start.cancel),
        ("settings", _either(SETTINGS_WORDS, pressed("settings")), privacy.settings),
        ("forget_yes", _exactly("forget:yes"), privacy.forget),
        ("forget", _exactly("forget"), privacy.sure),
        ("announce_read", _either(READ_WORDS, _exactly(announcing.READ)), announce.read),
        (
            "announce",
            _either(ANNOUNCE_WORDS, _exactly(announcing.SHAPE)),
            only_officials(announce.press),
        ),
        ("officials_home", OFFICIALS_WORDS, oc.home),
        ("officials", _exactly(oc.SHAPE), oc.press),
        ("invited", _exactly(joining.SHAPE), joining.pressed),
        ("place", _either(PLACE_WORDS, _exactly("place")), place.ask),
        ("place_set", _exactly(place.SHAPE), place.set_),
        ("official_write", _exactly("official:write"), official.write),
        ("official", _either(OFFICIAL_WORDS, _exactly("official")), official.official),
        ("areas", _either(ASK_WORDS, _exactly("ask")), browse.areas),
        ("topics", _exactly(f"area:{ID}(:[0-9]+)?"), browse.topics),
        ("entries", _exactly(f"topic:{ID}(:[0-9]+)?"), browse.entries),
        ("lich", _either(LICH_WORDS, _exactly("page:deadlines")), ahead.lich),
        ("reminder", _exactly(reminding_actions.SHAPE), reminded.press),
        ("reminders", _exactly(shapes.SHAPE), reminded.own),
        ("stop_which", _both(QUIET_WORDS, kinds.asks_to_stop), kinds.which),
        ("certificates", CERTIFICATE_WORDS, certificates.menu),
        ("certificate", _exactly(certificates.SHAPE), certificates.press),
        ("trainings", _either(TRAINING_WORDS, _exactly("page:trainings")), seats.listed),
        ("training", _exactly(lessons.SHAPE), seats.press),
        ("training_office", _exactly(lessons.OFFICE), only_officials(trainings.press)),
        ("dates", _either(DATES_WORDS, _exactly(dates.SHAPE)), only_officials(deadlines.press)),
        ("paper_day", _both(talking(DOSSIER), _exactly(days.SHAPE)), dossier.day_pressed),
        ("day", _exactly(days.SHAPE), dated.day),
        ("page", _exactly(f"page:{ID}"), browse.page),
        ("entry", _exactly(f"(entry:{ID}|chose:{ID}:{TURN})"), going_on(ask.show)),
        ("more", _exactly(f"more:{ID}:[0-9]{{1,2}}:{TURN}"), ask.more),
        ("right", _exactly(f"right:{ID}:{TURN}"), ask.right),
        ("wrong", _exactly(f"wrong:{ID}:{TURN}"), ask.wrong),
        ("none", _exactly(f"none:{TURN}"), going_on(ask.none)),
        ("assess", _either(ASSESS_WORDS, _exactly(actions.SHAPE)), keeping(press.press)),
        ("dossier", _exactly(dossier.SHAPE), keeping(dossier.press)),
        ("story", _exactly(story.SHAPE), keeping(story.press)),
        ("results", _exactly(results.SHAPE), only_officials(results.press)),
        ("evidence", _exactly(evidence.SHAPE), evidence.press),
        ("link", _either(LINK_WORDS, _exactly("link")), link.offer),
        ("link_yes", _exactly(link.SHAPE), link.join),
        ("next_page", _exactly("menu"), pages.turn_page),
        ("stale", kind(Kind.PRESS), fallback.stale),
        ("officials_said", _talking_any(oc.TALKS), oc.said),
        ("place_said", talking(place.NAME), place.said),
        ("dates_said", _both(dated.ours, kind(Kind.TEXT)), dated.said),
        ("announce_said", talking(DRAFT), only_officials(announce.said)),
        ("official_written", talking(official.NAME), official.written),
        ("comment_said", talking(TALK), only_officials(comments.said)),
        ("assess_said", _both(talking(product.NAME), kind(Kind.TEXT)), keeping(said.said)),
        ("dossier_said", _both(talking(DOSSIER), kind(Kind.TEXT)), keeping(dossier.said)),
        ("story_said", _both(_either(STORY, PLAN), kind(Kind.TEXT)), keeping(story.said)),
        ("file", kind(Kind.FILE), evidence.file),
        ("unsupported", kind(Kind.UNSUPPORTED), fallback.unsupported),
        ("ask", lambda turn: True, ask.ask),
    )
    return tuple(Route(name, match, partial(handler, desk)) for name, match, handler in table)


def answerer(desk: Desk) -> Callable[[Turn], tuple[str, Answer]]:
    """The routes as one function from a turn to the route's name and its answer."""
    return partial(dispatch, routes(desk))


def _exactly(pattern: str) -> Match:
    """Matches a button whose whole action has this shape: a forged one matches nothing."""
    shape = re.compile(pattern)

    def matches(turn: Turn) -> bool:
        is_press = turn.incoming.kind is Kind.PRESS
        return is_press and shape.fullmatch(turn.incoming.action) is not None

    return matches


def _either(one: Match, other: Match) -> Match:
    return lambda turn: one(turn) or other(turn)


def _both(one: Match, other: Match) -> Match:
    return lambda turn: one(turn) and other(turn)


def _talking_any(names: tuple[str, ...]) -> Match:
    return lambda turn: turn.dialogue is not None and turn.dialogue.name in names


STORY, PLAN = talking(story.STORY), talking(story.PLAN)
HOME_WORDS = command("/menu", "/trangchinh", "trang chính", "trang chinh", "menu", "home")
HELP_WORDS = command("/help", "/trogiup", "trợ giúp", "tro giup", "help", "cách dùng", "cach dung")
CANCEL_WORDS = command("/huy", "/cancel", "hủy", "huỷ", "huy", "thôi", "thoát", "thoat", "cancel")
SETTINGS_WORDS = command("/caidat", "/settings", "cài đặt", "cai dat", "settings")
OFFICIAL_WORDS = command("/canbo", "gặp cán bộ", "gap can bo", "gặp người thật")
LINK_WORDS = command("/lienket", "liên kết", "lien ket", "liên kết kênh khác")
OFFICIALS_WORDS = command(*officials_menu.WORDS)
PLACE_WORDS = command(*place.WORDS)
ASK_WORDS = command("/hoi", "hỏi đáp", "hoi dap")
ASSESS_WORDS = command("/tucham", "tự chấm", "tự chấm điểm", "tu cham", "tu cham diem")
STOP_WORDS = command("dừng lại", "dung lai", "tạm dừng", "tam dung", "để sau", "de sau", "nghỉ")
LICH_WORDS = command("/lich", "lịch", "lich", "lịch & hạn", "xem lịch", "xem lich")
QUIET_WORDS = command(
    "/dung",
    "/stop",
    "dừng",
    "dung",
    "stop",
    "ngừng",
    "ngung",
    "dừng nhắc",
    "dung nhac",
    "đừng nhắc nữa",
    "dung nhac nua",
)
CERTIFICATE_WORDS = command("/giay", "ghi giấy chứng nhận", "ghi giay chung nhan")
TRAINING_WORDS = command("/taphuan", "tập huấn", "tap huan", "lớp tập huấn", "lop tap huan")
DATES_WORDS = command("/dathan", "đặt hạn", "dat han", "hạn của địa phương")
ANNOUNCE_WORDS = command(*announcing.WORDS)
READ_WORDS = command(*announcing.READ_WORDS)
