"""The 34 provinces and 3,321 communes since 1/7/2025, and what their names were before.

`find` understands what people type: without marks, abbreviated, by the names of before; `written`
is the same for lists of offices. `name` and `short` say a code as people read it. Everything is
read at the first use and kept (some 10 MB, less than half a second).
"""

from knowledge.places.find import Place, find, written
from knowledge.places.gazetteer import communes, exists, name, provinces, short, tinh_of

__all__ = [
    "Place",
    "communes",
    "exists",
    "find",
    "name",
    "provinces",
    "short",
    "tinh_of",
    "written",
]
