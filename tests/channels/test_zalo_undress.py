"""Whatever is posted to us becomes an Incoming, nothing, or a ValueError, and nothing else."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.zalo.undress import undress, unwrapped

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
EVENTS = st.sampled_from(
    [f"message.{kind}.received" for kind in ("text", "image", "sticker", "voice", "unsupported")]
)
PARTS = st.fixed_dictionaries(
    {},
    optional={
        "from": ANYTHING | st.fixed_dictionaries({"display_name": ANYTHING, "is_bot": ANYTHING}),
        "chat": ANYTHING | st.fixed_dictionaries({"id": ANYTHING, "chat_type": ANYTHING}),
        "text": ANYTHING,
        "photo": ANYTHING,
        "photo_url": ANYTHING,
        "voice_url": ANYTHING,
        "message_id": ANYTHING,
    },
)
UPDATES = st.fixed_dictionaries(
    {}, optional={"event_name": EVENTS | ANYTHING, "message": PARTS | ANYTHING, "result": ANYTHING}
)


@given(ANYTHING | UPDATES)
def test_nothing_surprises_it(body: Any) -> None:
    try:
        incoming = undress(unwrapped(body), "bot1")
    except ValueError:
        return
    if incoming is not None:
        assert incoming.address.startswith("bot1:") and len(incoming.address) > 5
        assert incoming.update_id.startswith(incoming.address + ":")
        assert isinstance(incoming.text, str)
        assert all(isinstance(a.ref, str) for a in incoming.attachments)
