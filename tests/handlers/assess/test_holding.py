"""Files in a dialogue: whatever is sent, moved and deleted, each is in one place or gone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.core.dialogue import Dialogue
from handlers.assess import holding

ABOUTS = st.sampled_from(["", "3.5", "forged", "p-story"])
NAMES = st.sampled_from([f"{n:032x}.jpg" for n in range(6)])
STEPS = st.one_of(
    st.tuples(st.just("send"), NAMES, ABOUTS),
    st.tuples(st.just("delete"), NAMES, st.just("")),
    st.tuples(st.just("move"), ABOUTS, ABOUTS),
)


@given(steps=st.lists(STEPS, max_size=30))
def test_each_file_is_in_one_place_or_gone(steps: list[tuple[str, str, str]]) -> None:
    dialogue, places = Dialogue("assess", answers={"name": "trà"}), dict[str, str]()
    for step, one, other in steps:
        if step == "send" and one not in places:
            dialogue = holding.with_file(dialogue, other, one, f"nhãn {one[-5]}")
            places[one] = other
        elif step == "delete":
            dialogue = holding.without_file(dialogue, one)
            places.pop(one, None)
        elif step == "move":
            dialogue = holding.moved(dialogue, one, other)
            places = {name: other if at == one else at for name, at in places.items()}
        dialogue = dialogue.with_answers_json(dialogue.answers_json())
    kept = {name: at for at, files in holding.everything(dialogue).items() for name in files}
    assert kept == places and holding.count(dialogue) == len(places)
    assert dialogue.answers["name"] == "trà"
    for name, at in places.items():
        assert holding.find(dialogue, name) == (at, name, f"nhãn {name[-5]}")
