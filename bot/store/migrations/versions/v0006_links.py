"""Codes that link two chats of one person, and what is counted against a channel's quota."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.columns import count, moment, number, ref

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables; guesses stand in 0003, for invitations count them too."""
    op.create_table(
        "codes",
        number(),
        sa.Column("code_hash", sa.Text, nullable=False, unique=True),
        ref("person_id", "people"),
        moment("made_at"),
        moment("expires_at"),
    )
    op.create_index("codes_person", "codes", ["person_id"])
    op.create_table(
        "quotas",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, primary_key=True),
        sa.Column("month", sa.Text, primary_key=True),  # 2026-11, in Việt Nam
        count("used"),
    )
