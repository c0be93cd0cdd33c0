"""Where people live, what they make, and when they last wrote from an address."""

from alembic import op

from bot.store.migrations.columns import count, moment, number, ref, text

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Products, and the columns that audiences go by."""
    for name in ("name", "phone", "tinh", "xa"):
        op.add_column("people", text(name))
    op.create_index("people_place", "people", ["tinh", "xa"])
    op.add_column("addresses", moment("heard_at", required=False))
    op.create_table(
        "products",
        number(),
        ref("person_id", "people"),
        text("subject", None),
        text("name"),
        count("set_no"),
        text("readiness"),
        count("stars"),
        text("certificate"),
        text("certified_on"),
        text("expires_on"),
        moment("changed_at"),
    )
    op.create_index("products_once", "products", ["person_id", "subject"], unique=True)
    op.create_index("products_set", "products", ["set_no"])
    op.create_index("products_expiry", "products", ["expires_on"])
