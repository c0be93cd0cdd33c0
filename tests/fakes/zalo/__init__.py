"""A Zalo Bot API server of ours on loopback, written from the published facts.

`text` 1 to 2,000 characters, `ok: false` with HTTP 200, 408 as the usual end of a long poll, 429
without a word on how long, one update at a time and no acknowledgement, the token in the path,
webhooks with a secret of 8 to 256 characters, and nothing fetched while one is set.
"""

from tests.fakes.zalo.server import TOKEN, FakeZalo
from tests.fakes.zalo.world import Heard

__all__ = ["TOKEN", "FakeZalo", "Heard"]
