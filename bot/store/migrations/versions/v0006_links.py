"""Linking codes and quotas of channels."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Nothing yet."""
