"""One evening, whole: from the school's own files to the report that every parent gets.

In a real browser, as administrator, team leader, mentor, parent (Dutch and Arabic, on a phone), scribe and discussion leader,
with a real SMTP server. Its pictures are those of the README and the school guide (build/screens).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from driehoek.access.policy import Role
from driehoek.conftest import make_staff
from driehoek.schools.models import School

from . import story_after as after
from . import story_before as before
from . import story_evening as evening
from .browser import chromium  # noqa: F401  (a fixture)
from .post import Postbox, postbox
from .telling import Story

pytestmark = [pytest.mark.browser, pytest.mark.story, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def post(settings: Any) -> Iterator[Postbox]:
    settings.SITE_URL = "http://localhost:8000"
    with postbox(settings) as box:
        yield box


@pytest.fixture
def story(chromium: Browser, live_server: Any, school: School, post: Postbox, client: Any) -> Iterator[Story]:  # noqa: F811
    told = Story(chromium, live_server, school, post, client)
    yield told
    told.close()


def test_one_evening_from_file_to_report(story: Story, tmp_path: Path) -> None:
    anne = make_staff(story.school, "Anne", Role.ADMINISTRATOR)
    tess = make_staff(story.school, "Tess", Role.TEAM_LEADER)
    before.read_the_roster(story, anne, tmp_path)
    mentor = before.give_the_mentor_an_account(story, anne)
    leader = story.staff(tess)
    meeting = before.plan_the_meeting(story, leader)
    before.the_mentor_approves(story, leader, mentor, meeting)
    before.send_the_invitations(story, leader, meeting)
    before.a_dutch_parent_says_yes(story)
    before.an_arabic_parent_cannot_come_but_says_something(story)
    before.divide_and_print(story, leader, meeting)
    codes = evening.hand_out_the_codes(story, leader, meeting)
    discussion = evening.the_discussion_leader_starts(story, codes)
    parent = evening.a_parent_joins_by_the_code_in_the_hall(story, leader, meeting, codes)
    evening.a_scribe_writes_for_a_table(story, codes)
    evening.only_what_is_approved_reaches_the_hall(story, leader, discussion, meeting)
    evening.the_evening_ends(story, discussion, parent)
    after.sort_into_themes(story, leader, meeting)
    after.answer_and_act(story, leader, meeting)
    after.publish(story, leader, meeting)
    after.every_parent_hears_what_was_done(story, parent, meeting)
