"""First tables: people, addresses, facts, inbox, dialogues, outbox, questions, requests.

All moments are whole milliseconds since 1970 in UTC.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _id() -> sa.Column[int]:
    return sa.Column("id", Number, sa.Identity(), primary_key=True)


def _ref(name: str, target: str, *, required: bool = True) -> sa.Column[int]:
    return sa.Column(name, Number, sa.ForeignKey(f"{target}.id"), nullable=not required)


def _text(name: str, default: str | None = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=default)


def _moment(name: str, *, required: bool = True) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=not required)


def upgrade() -> None:
    """Make the tables."""
    _people()
    _turns()
    _outbox()


def _people() -> None:
    op.create_table("people", _id(), _moment("created_at"))
    op.create_table(
        "addresses",
        _id(),
        _ref("person_id", "people"),
        _text("channel", None),
        _text("address", None),
        _moment("opened_at"),
        _moment("closed_at", required=False),
        _text("closed_why"),
        _text("offered"),
        sa.UniqueConstraint("channel", "address"),
    )
    op.create_index("addresses_person", "addresses", ["person_id"])
    op.create_table(
        "facts",
        sa.Column("person_id", Number, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        _text("value", None),
        _moment("changed_at"),
    )
    op.create_table(
        "requests",
        _id(),
        _ref("person_id", "people"),
        _text("question", None),
        _moment("asked_at"),
        _text("state", "open"),
    )


def _turns() -> None:
    op.create_table(
        "inbox",
        _id(),
        _text("channel", None),
        _text("update_id", None),
        _ref("address_id", "addresses", required=False),
        _moment("turn"),
        _text("kind", None),
        _text("route", None),
        _moment("received_at"),
        sa.UniqueConstraint("channel", "update_id"),
    )
    op.create_table(
        "dialogues",
        _id(),
        _ref("person_id", "people"),
        _text("name", None),
        _text("subject"),
        sa.Column("version", sa.Integer, nullable=False),
        _text("answers", None),
        sa.Column("revision", sa.Integer, nullable=False),
        _text("state", None),
        _moment("changed_at"),
        sa.UniqueConstraint("person_id", "name", "subject"),
    )
    _partial("dialogues_open", "dialogues", ["person_id"], "state = 'open'", unique=True)
    op.create_table(
        "questions",
        _id(),
        sa.Column("turn", sa.BigInteger, nullable=False, unique=True),
        _moment("asked_at"),
        _text("text", None),
        _text("outcome", None),
        _text("entries"),
    )
    op.create_table(
        "presses", _id(), _moment("turn"), _moment("pressed_at"), _text("pressed"), _text("entry")
    )
    op.create_index("presses_turn", "presses", ["turn"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        _id(),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        _text("channel", None),
        _ref("address_id", "addresses"),
        sa.Column("rank", sa.Integer, nullable=False),
        _text("body", None),
        _moment("created_at"),
        _moment("not_before"),
        _moment("expires_at", required=False),
        _text("state", "waiting"),
        _moment("lease_until", required=False),
        _text("leased_by"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        _text("outcome"),
        _text("message"),
        _moment("done_at", required=False),
    )
    _partial("outbox_waiting", "outbox", ["channel", "rank", "id"], "state = 'waiting'")
    under_way = "state IN ('waiting', 'sending')"
    _partial("outbox_under_way", "outbox", ["address_id", "rank", "id"], under_way)
    _partial("outbox_sending", "outbox", ["lease_until"], "state = 'sending'")
    _partial(
        "outbox_expiring", "outbox", ["expires_at"], "state = 'waiting' AND expires_at IS NOT NULL"
    )
    op.create_table("floods", sa.Column("channel", sa.Text, primary_key=True), _moment("until"))


def _partial(
    name: str, table: str, columns: list[str], where: str, *, unique: bool = False
) -> None:
    condition = sa.text(where)
    op.create_index(
        name,
        table,
        columns,
        unique=unique,
        sqlite_where=condition,
        postgresql_where=condition,
    )
