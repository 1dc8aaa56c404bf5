"""Quotes for the report: chosen by people, never what was masked or put apart."""

from typing import Any

import pytest
from django.urls import reverse

from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations.models import Occasion
from driehoek.schools.scoping import within
from driehoek.voices import services
from driehoek.voices.models import Contribution, Masking, Standing

from .makers import say

pytestmark = pytest.mark.django_db


def test_only_what_may_be_seen_and_was_not_masked_is_a_quote(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        waiting, masked, plain = say(occasion, "Wacht"), say(occasion, "Juf X"), say(occasion, "Goed zo")
        services.reword(contribution=masked, text="[naam] is lief", by=dirk)
        services.approve(contributions=[masked, plain], by=dirk)
        for row in (waiting, masked):
            with pytest.raises(RuleBroken):
                services.pick(contribution=row, picked=True, by=dirk)
        services.pick(contribution=plain, picked=True, by=dirk)
        services.pick(contribution=plain, picked=True, by=dirk)
        assert list(Contribution.objects.filter(picked=True).values_list("pk", flat=True)) == [plain.pk]


def test_words_that_a_person_changes_are_no_longer_a_quote(occasion: Occasion, school: Any, dirk: Who) -> None:
    with within(school):
        row = say(occasion, "De meester vergat ons")
        services.approve(contribution=row, by=dirk)
        services.pick(contribution=row, picked=True, by=dirk)
        services.reword(contribution=row, text="[naam] vergat ons", by=dirk)
        row.refresh_from_db()
        assert (row.picked, row.masking) == (False, Masking.MASKED)


def test_on_the_page_of_a_theme_a_quote_is_picked_and_let_go(school: Any, occasion: Occasion, desk: Any) -> None:
    with within(school):
        row = say(occasion, "Fijn dat de juf belt", standing=Standing.APPROVED)
    where = reverse("contribution_pick", args=[school.slug, row.pk])
    for picked in (True, False):
        assert desk.post(where, {"picked": "1" if picked else "0"}).status_code == 302
        with within(school):
            row.refresh_from_db()
        assert row.picked is picked
