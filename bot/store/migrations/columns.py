"""The columns that our tables are made of. Moments are whole milliseconds in UTC."""

import sqlalchemy as sa
from alembic import op

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def number() -> sa.Column[int]:
    """The row's own number."""
    return sa.Column("id", Number, sa.Identity(), primary_key=True)


def ref(name: str, target: str, *, required: bool = True) -> sa.Column[int]:
    """A row of another table."""
    return sa.Column(name, Number, sa.ForeignKey(f"{target}.id"), nullable=not required)


def text(name: str, default: str | None = "") -> sa.Column[str]:
    """Text; with a default of None it must be given."""
    return sa.Column(name, sa.Text, nullable=False, server_default=default)


def moment(name: str, *, required: bool = True) -> sa.Column[int]:
    """A moment in milliseconds."""
    return sa.Column(name, sa.BigInteger, nullable=not required)


def count(name: str, default: int = 0) -> sa.Column[int]:
    """A small whole number."""
    return sa.Column(name, sa.Integer, nullable=False, server_default=str(default))


def partial(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    """An index over the rows for which `where` holds."""
    condition = sa.text(where)
    op.create_index(
        name,
        table,
        columns,
        unique=unique,
        sqlite_where=condition,
        postgresql_where=condition,
    )
