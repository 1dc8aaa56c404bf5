"""Which of a parent's acts the school still has to look at."""

from hypothesis import given
from hypothesis import strategies as st

from driehoek.people.rules.own import ASKED, CORRECTED, DONE, MAY_ASK, MAY_CORRECT, REMOVED, REOPENED, pending

EMAIL, PHONE, ADDRESS = f"{CORRECTED}email", f"{CORRECTED}phone", f"{ASKED}address"
ACTS = st.sampled_from(
    [*(CORRECTED + name for name in MAY_CORRECT), *(ASKED + what for what in MAY_ASK), REMOVED, DONE, REOPENED, "own-link"]
)


def test_what_was_done_waits_until_somebody_took_it_over() -> None:
    assert pending([EMAIL, "own-link", ADDRESS, EMAIL]) == (ADDRESS, EMAIL)
    assert pending([EMAIL, DONE, PHONE]) == (PHONE,)


def test_taking_over_can_be_taken_back_beside_what_came_later() -> None:
    assert pending([EMAIL, DONE, REOPENED]) == (EMAIL,)
    assert pending([EMAIL, DONE, DONE, REOPENED]) == (EMAIL,)
    assert pending([EMAIL, DONE, PHONE, REOPENED]) == (EMAIL, PHONE)


def test_who_removed_their_data_left_no_corrections_but_still_asks() -> None:
    assert pending([EMAIL, ADDRESS, REMOVED]) == (ADDRESS, REMOVED)


@given(st.lists(ACTS, max_size=30))
def test_after_taking_over_nothing_waits_and_nothing_stands_twice(acts: list[str]) -> None:
    assert pending([*acts, DONE]) == ()
    left = pending(acts)
    assert len(left) == len(set(left)) and set(left) <= set(acts)


@given(st.lists(ACTS, max_size=30))
def test_back_on_the_list_is_what_was_on_it(acts: list[str]) -> None:
    left = pending(acts)
    assert not left or set(pending([*acts, DONE, REOPENED])) == set(left)
