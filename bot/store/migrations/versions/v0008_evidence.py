"""Evidence files, shared results and comments."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Nothing yet."""
