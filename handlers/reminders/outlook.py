"""What comes with a certificate: until when it holds, and when re-evaluation is handed in."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from bot.core.clock import show_weekday
from handlers.desk import Desk
from knowledge.dossier.rounds import again_window

MONTHS = 36  # Điều 4.3: a certificate holds so long from the day it was issued
FIRST_DAY = date(2018, 5, 7)  # the first OCOP programme: no certificate is older


def expiry(issued: date) -> date:
    """The last day of a certificate, 36 months later (Điều 4.3); 29/2 becomes 28/2."""
    year, month = issued.year + MONTHS // 12, issued.month
    return date(year, month, min(issued.day, monthrange(year, month)[1]))


def outlook(desk: Desk, ends: date, today: date) -> str:
    """The window of the re-evaluation (Điều 7.6a) as it stands today; after it, what is left."""
    window = again_window(ends)
    days = {"first": show_weekday(window.first), "last": show_weekday(window.last)}
    if today < window.first:
        return desk.text("cert_window_later", **days)
    if today <= window.last:
        return desk.text("cert_window_now", left=str((window.last - today).days), **days)
    key = "cert_window_missed" if today <= ends else "cert_over"
    return desk.text(key, late=desk.library.figures["grace_days"].text, **days)
