"""Web chat: sessions, shown messages, files and push subscriptions.

All of it hangs on the address of the channel "web", not on a person: two persons that become one
keep their browsers.
"""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.columns import count, moment, number, text

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "web_sessions",
        number(),
        sa.Column("address", sa.Text, nullable=False, unique=True),
        sa.Column("token", sa.Text, nullable=False, unique=True),
        moment("opened_at"),
        moment("watched_until"),
        count("last_seq"),
        count("page"),
    )
    op.create_table(
        "web_messages",
        number(),
        text("address", None),
        sa.Column("seq", sa.Integer, nullable=False),
        text("key", None),
        text("author", None),
        text("body", None),
        text("chosen"),
        moment("at"),
        sa.UniqueConstraint("address", "key"),
    )
    op.create_index("web_messages_order", "web_messages", ["address", "id"])
    op.create_index("web_messages_at", "web_messages", ["at"])
    op.create_table(
        "web_files",
        number(),
        text("address", None),
        sa.Column("ref", sa.Text, nullable=False, unique=True),
        text("name"),
        text("mime", None),
        sa.Column("data", sa.LargeBinary, nullable=False),
        moment("at"),
    )
    op.create_index("web_files_address", "web_files", ["address", "id"])
    op.create_index("web_files_at", "web_files", ["at"])
    op.create_table(
        "push_subscriptions",
        number(),
        text("address", None),
        sa.Column("endpoint", sa.Text, nullable=False, unique=True),
        text("key", None),
        text("secret", None),
        moment("since"),
    )
    op.create_index("push_subscriptions_address", "push_subscriptions", ["address"])
