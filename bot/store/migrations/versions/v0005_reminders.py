"""Deadlines that officials set, papers with a last day, and what each person was reminded of."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.columns import Number, count, moment, number, partial, ref, text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Deadlines and papers, reminders, and what people said about them."""
    _dates()
    _reminders()
    _wishes()
    _planning()


def _dates() -> None:
    op.create_table(
        "deadlines",
        number(),
        text("tinh"),
        text("xa"),
        text("title", None),
        text("day", None),
        text("kind", None),
        count("urgent"),
        text("state", "active"),
        count("version", 1),
        text("moved_from"),
        sa.Column("made_by", sa.BigInteger, nullable=False),
        moment("changed_at"),
        count("told_version", 1),
    )
    partial("deadlines_ahead", "deadlines", ["day"], "state = 'active'")
    partial("deadlines_changed", "deadlines", ["id"], "version > told_version")
    op.create_table(
        "papers_due",
        number(),
        ref("person_id", "people"),
        text("subject"),
        text("paper", None),
        text("name", None),
        text("expires_on", None),
        moment("changed_at"),
        sa.UniqueConstraint("person_id", "subject", "paper"),
    )
    op.create_index("papers_due_expiry", "papers_due", ["expires_on"])
    op.create_index("papers_due_changed", "papers_due", ["changed_at"])
    op.create_index("products_changed", "products", ["changed_at"])
    op.create_index("addresses_heard", "addresses", ["heard_at"])


def _reminders() -> None:
    op.create_table(
        "reminders",
        number(),
        ref("person_id", "people"),
        text("what", None),
        text("due", None),
        text("stage", None),
        text("kind", None),
        text("about"),
        text("state", "due"),
        count("urgent"),
        moment("not_before"),
        text("day"),
        text("bundle"),
        moment("made_at"),
        sa.UniqueConstraint("person_id", "what", "due", "stage"),
    )
    partial("reminders_due", "reminders", ["person_id", "id"], "state = 'due'")
    partial("reminders_bundle", "reminders", ["bundle"], "bundle <> ''")
    partial("reminders_of_deadline", "reminders", ["what", "person_id"], "kind = 'deadline'")


def _wishes() -> None:
    _wish("snoozes", "what", text("until", None), moment("set_at"))
    _wish("series_done", "what", moment("done_at"))
    _wish("stops", "kind", moment("stopped_at"))


def _wish(table: str, about: str, *more: sa.Column[str] | sa.Column[int]) -> None:
    op.create_table(
        table,
        sa.Column("person_id", Number, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column(about, sa.Text, primary_key=True),
        *more,
    )


def _planning() -> None:
    """One row: how far the plan of the day is. Whoever plans holds its lock."""
    table = op.create_table(
        "planning",
        sa.Column("id", sa.Integer, primary_key=True),
        text("day"),
        text("full_day"),
    )
    op.bulk_insert(table, [{"id": 1}])
    partial(
        "outbox_late_reminders",
        "outbox",
        ["key"],
        "state = 'expired' AND rank = 10",
    )
