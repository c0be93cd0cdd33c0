"""Announcements: what is said to whom, its run, who read it, and a pace that processes share.

A recipient is a row of the outbox that names its announcement instead of holding its words.
"""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.columns import Number, count, moment, number, partial, ref, text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables, and let outbox rows refer to an announcement."""
    _announcements()
    _beside()
    _outbox()


def _announcements() -> None:
    op.create_table(
        "announcements",
        number(),
        sa.Column("draft", sa.Text, nullable=False, unique=True),  # a confirmation works once
        ref("author", "people", required=False),  # nobody: the command line, or erased
        text("office"),  # whose words they are, as people say it
        text("kind", "first"),  # first · unread · correction · withdrawal
        ref("parent", "announcements", required=False),
        text("state", None),  # pending scheduled running paused done stopped refused
        text("why"),
        text("text", None),
        text("body", None),  # the message as JSON, where there are buttons
        text("plain", None),  # the same, where there are none
        text("file"),  # JSON: kind, channel, handle, name, mime, size
        text("file_path"),  # on this machine, once it is fetched
        text("audience", None),  # JSON, frozen
        count("counted"),
        moment("made_at"),
        moment("starts_at"),
        moment("expires_at", required=False),
        text("repeats"),  # "", daily, weekly, monthly
        ref("approved_by", "people", required=False),
        moment("approved_at", required=False),
        sa.Column("cursor", sa.BigInteger, nullable=False, server_default="0"),
        moment("expanded_at", required=False),
        moment("ended_at", required=False),
        ref("shown_to", "addresses", required=False),  # where the progress is shown
        count("shown_times"),
        sa.Column("shown_at", sa.BigInteger, nullable=False, server_default="0"),
        text("shown"),
    )
    op.create_index("announcements_state", "announcements", ["state"])
    op.create_index("announcements_author", "announcements", ["author"])
    op.create_index("announcements_parent", "announcements", ["parent"])


def _beside() -> None:
    op.create_table(
        "announcement_reads",
        sa.Column("announcement_id", Number, sa.ForeignKey("announcements.id"), primary_key=True),
        sa.Column("person_id", Number, sa.ForeignKey("people.id"), primary_key=True),
        moment("read_at"),
    )
    op.create_index("announcement_reads_person", "announcement_reads", ["person_id"])
    op.create_table(
        "segments",
        number(),
        ref("person_id", "people"),
        text("name", None),
        text("audience", None),
        moment("made_at"),
        sa.UniqueConstraint("person_id", "name"),
    )
    op.create_table(
        "announcement_lists",
        number(),
        sa.Column("turn", sa.BigInteger, nullable=False, unique=True),
        ref("announcement_id", "announcements"),
        ref("address_id", "addresses"),
        moment("asked_at"),
        moment("made_at", required=False),
    )
    op.create_table(
        "rates",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("free_at", sa.Float(53), nullable=False),  # seconds of the database's own clock
    )


def _outbox() -> None:
    op.add_column("outbox", sa.Column("announcement_id", Number, nullable=True))
    op.add_column("outbox", text("replaces"))
    op.drop_index("outbox_waiting", "outbox")
    mine, theirs = "announcement_id IS NULL", "announcement_id IS NOT NULL"
    waiting = "state = 'waiting'"
    partial("outbox_waiting", "outbox", ["channel", "rank", "id"], f"{waiting} AND {mine}")
    order = ["channel", "announcement_id", "not_before", "id"]
    partial("outbox_bulk", "outbox", order, f"{waiting} AND {theirs}")
    partial("outbox_run", "outbox", ["announcement_id", "state"], theirs)
