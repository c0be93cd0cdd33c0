"""Evidence files, shared results and comments; old ways of laying aside and deleting end."""

import json

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.columns import count, moment, number, ref, text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables."""
    _evidence()
    _shared()
    _settled()


def _evidence() -> None:
    """`name` is the file's on the disk; `evidence_gone` are files that are still to be deleted."""
    op.create_table(
        "evidence",
        number(),
        ref("person_id", "people"),
        text("subject", None),
        text("about", None),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        text("label"),
        text("mime"),
        count("size"),
        text("digest", None),
        moment("kept_at"),
        sa.UniqueConstraint("person_id", "subject", "about", "digest"),
    )
    op.create_table("evidence_gone", sa.Column("name", sa.Text, primary_key=True))


def _shared() -> None:
    """What a producer showed to officials, what they said of it, and which papers they saw."""
    op.create_table(
        "shared",
        number(),
        ref("person_id", "people"),
        text("subject", None),
        text("tinh"),
        text("xa"),
        text("name", None),
        count("set_no"),
        text("body", None),
        moment("shared_at"),
        sa.UniqueConstraint("person_id", "subject"),
    )
    op.create_index("shared_place", "shared", ["tinh", "xa", "shared_at"])
    op.create_table(
        "comments",
        number(),
        ref("shared_id", "shared"),
        ref("by_person", "people", required=False),
        text("by_name"),
        text("code", None),
        text("text", None),
        moment("written_at"),
    )
    op.create_index("comments_shared", "comments", ["shared_id"])
    op.create_index("comments_by", "comments", ["by_person"])


def _settled() -> None:
    """Nobody needs the empty dialogue that stood for a rest, nor the mark of a deleted product;
    and what is known of products so far goes where audiences and reminders look."""
    _keep_products()
    op.execute("DELETE FROM dialogues WHERE name = 'rest'")
    op.execute("DELETE FROM dialogues WHERE name = 'assess' AND answers LIKE '{\"gone\":%'")
    op.execute("UPDATE dialogues SET answers = '{}' WHERE state = 'done'")


def _keep_products() -> None:
    """Names and sets out of the dialogues, for all that nobody has entered otherwise."""
    connection = op.get_bind()
    dialogues = sa.text(
        "SELECT person_id, subject, answers, changed_at FROM dialogues "
        "WHERE name = 'assess' AND state IN ('open', 'paused')"
    )
    kept = sa.text(
        "INSERT INTO products (person_id, subject, name, set_no, readiness, changed_at) "
        "VALUES (:person, :subject, :name, :set_no, 'started', :at) "
        "ON CONFLICT (person_id, subject) DO NOTHING"
    )
    for person, subject, answers, at in connection.execute(dialogues).all():
        told = json.loads(answers)
        if told.get("name"):
            row = {"person": person, "subject": subject, "name": told["name"], "at": at}
            connection.execute(kept, {**row, "set_no": int(told.get("set") or 0)})
