"""The colours that pictures and pages share: red, green and blue, 0 to 255."""

from __future__ import annotations

Colour = tuple[int, int, int]
INK: Colour = (33, 43, 38)
SOFT: Colour = (92, 104, 97)
GREEN: Colour = (24, 99, 62)
MAYBE: Colour = (166, 205, 180)  # points that are still open
RED: Colour = (176, 58, 38)
