"""What a producer can carry to the commune: pictures, reports and drafts, from plain data."""

from __future__ import annotations

from papers.make import KINDS, make
from papers.model import BadPaper, Made

__all__ = ["KINDS", "BadPaper", "Made", "make"]
