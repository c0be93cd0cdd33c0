"""Trainings: seats, registrations, attendance and feedback; addresses of private calendars."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.columns import Number, count, moment, number, partial, ref, text

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Trainings with those who registered, and calendar feeds."""
    op.create_table(
        "trainings",
        number(),
        text("tinh"),
        text("xa"),
        text("sets"),  # ",3,11," or "" for everybody
        text("topic", None),
        text("place", None),
        text("map"),
        moment("starts_at"),
        moment("ends_at"),
        count("seats"),
        text("state", "open"),  # open, cancelled
        count("version", 1),
        text("materials"),
        sa.Column("made_by", Number, nullable=False),  # no reference: it outlives them
        moment("changed_at"),
    )
    partial("trainings_open", "trainings", ["starts_at"], "state = 'open'")
    op.create_table(
        "registrations",
        number(),
        ref("training_id", "trainings"),
        ref("person_id", "people"),
        text("name"),  # as it stands on the list
        text("state", None),  # seat, waiting, left
        moment("asked_at"),
        text("came"),  # yes, no, "" while nobody marked it
        text("useful"),
        text("clear"),
        text("news"),  # seat, moved, off, feedback: what is still to be told
        text("given"),  # the version of the materials that was sent
        sa.UniqueConstraint("training_id", "person_id"),
    )
    op.create_index("registrations_person", "registrations", ["person_id"])
    partial("registrations_line", "registrations", ["training_id", "asked_at"], "state = 'waiting'")
    partial("registrations_news", "registrations", ["id"], "news <> ''")
    op.create_table(
        "feeds",
        sa.Column("person_id", Number, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("token_hash", sa.Text, nullable=False, unique=True),
        text("shown"),  # the outbox row that showed the address: emptied once it was sent
        moment("made_at"),
    )
