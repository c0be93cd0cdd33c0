"""First tables: people, addresses, facts, inbox, dialogues, outbox, questions, requests.

All moments are whole milliseconds since 1970 in UTC.
"""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.columns import Number, moment, number, partial, ref, text

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _people()
    _turns()
    _outbox()


def _people() -> None:
    op.create_table("people", number(), moment("created_at"))
    op.create_table(
        "addresses",
        number(),
        ref("person_id", "people"),
        text("channel", None),
        text("address", None),
        moment("opened_at"),
        moment("closed_at", required=False),
        text("closed_why"),
        text("offered"),
        sa.UniqueConstraint("channel", "address"),
    )
    op.create_index("addresses_person", "addresses", ["person_id"])
    op.create_table(
        "facts",
        sa.Column("person_id", Number, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        text("value", None),
        moment("changed_at"),
    )
    op.create_table(
        "requests",
        number(),
        ref("person_id", "people"),
        text("question", None),
        moment("asked_at"),
        text("state", "open"),
    )


def _turns() -> None:
    op.create_table(
        "inbox",
        number(),
        text("channel", None),
        text("update_id", None),
        ref("address_id", "addresses", required=False),
        moment("turn"),
        text("kind", None),
        text("route", None),
        moment("received_at"),
        sa.UniqueConstraint("channel", "update_id"),
    )
    op.create_table(
        "dialogues",
        number(),
        ref("person_id", "people"),
        text("name", None),
        text("subject"),
        sa.Column("version", sa.Integer, nullable=False),
        text("answers", None),
        sa.Column("revision", sa.Integer, nullable=False),
        text("state", None),
        moment("changed_at"),
        sa.UniqueConstraint("person_id", "name", "subject"),
    )
    partial("dialogues_open", "dialogues", ["person_id"], "state = 'open'", unique=True)
    op.create_table(
        "questions",
        number(),
        sa.Column("turn", sa.BigInteger, nullable=False, unique=True),
        moment("asked_at"),
        text("text", None),
        text("outcome", None),
        text("entries"),
    )
    op.create_table(
        "presses", number(), moment("turn"), moment("pressed_at"), text("pressed"), text("entry")
    )
    op.create_index("presses_turn", "presses", ["turn"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        number(),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        text("channel", None),
        ref("address_id", "addresses"),
        sa.Column("rank", sa.Integer, nullable=False),
        text("body", None),
        moment("created_at"),
        moment("not_before"),
        moment("expires_at", required=False),
        text("state", "waiting"),
        moment("lease_until", required=False),
        text("leased_by"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        text("outcome"),
        text("message"),
        moment("done_at", required=False),
    )
    partial("outbox_waiting", "outbox", ["channel", "rank", "id"], "state = 'waiting'")
    under_way = "state IN ('waiting', 'sending')"
    partial("outbox_under_way", "outbox", ["address_id", "rank", "id"], under_way)
    partial("outbox_sending", "outbox", ["lease_until"], "state = 'sending'")
    partial(
        "outbox_expiring", "outbox", ["expires_at"], "state = 'waiting' AND expires_at IS NOT NULL"
    )
    op.create_table("floods", sa.Column("channel", sa.Text, primary_key=True), moment("until"))
