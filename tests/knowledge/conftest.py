"""What the knowledge tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.small_content import Content, small_content


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """A small content folder that loads without faults."""
    return small_content(tmp_path / "content")
