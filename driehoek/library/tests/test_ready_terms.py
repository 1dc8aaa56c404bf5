"""How long things are kept, as the privacy officer and parents read it: what each model says of its own end, line for line."""

import pytest
from django.apps import apps

from driehoek.library.reading_path import load_ready_texts
from driehoek.schools.privacy import own_models

TEXTS = load_ready_texts()
SCHOOL, TWO_YEARS = "zolang de school Driehoek gebruikt", "tot twee schooljaren later"

# begin of the line: {words in it: (rule of the models, the models)}
LINES = {
    "Leerlingen en ouders": {
        "Tot twee jaar na vertrek van de leerling": (
            "pupil has left + 2 years",
            "people.Guardian people.Guardianship people.Household people.Enrolment people.KeptApart",
        ),
        "vertrek van de leerling": ("has left + 2 years", "people.Pupil"),
    },
    "Uitnodiging en antwoord": {
        TWO_YEARS: ("school year + 2", "invitations.Invitation invitations.Reply invitations.ClassInvitation"),
        "veertien dagen na de avond": ("meeting + 14 days", "invitations.Reply/also invitations.OpenReply/also"),
    },
    "Antwoord via de link": {"tot 31 dagen na de avond": ("meeting + 31 days", "invitations.OpenReply")},
    "Wie er was": {"veertien dagen": ("meeting + 14 days", "meetings.Attendee meetings.Seat meetings.FormerSeating")},
    "Wat ouders, leerlingen en team zeggen": {
        SCHOOL: ("school", "voices.Contribution voices.Statement voices.Reaction voices.Placement voices.Reading voices.MergedTheme")
    },
    "Antwoorden, acties en nieuws": {SCHOOL: ("school", "actions.Answer actions.ActionItem actions.Update")},
    "Het plan": {
        SCHOOL: ("school", "plans.Comment plans.Decision plans.PlanVersion plans.Line plans.Activity"),
    },
    "Wie namens MR": {SCHOOL: ("school", "trajectories.BodyAnswer trajectories.Intake")},
    "Vragenlijst": {
        "gaat dertig dagen na sluiten weg": ("closing + 30 days", "scans.Submission"),
        "gaat na 180 dagen weg": ("closing + 180 days", "scans.Ticket scans.Mark"),
    },
    "Teamscan en visiegesprek": {
        "dertig dagen na afsluiten weg, of na 180 dagen": (
            "session closed + 30 days, or made + 180 days", "scans.Alone scans.Dot",
        ),
        SCHOOL: ("school", "scans.Note scans.Agreed scans.ChosenPoint scans.TeamSession"),
    },
    "Leden van een team": {
        "Tot twee schooljaren na het einde van het team": ("end of the team + 2 school years", "trajectories.Member"),
    },
    "Wie zich meldt": {
        "dertig dagen na het antwoord of na het einde van de oproep": ("end of the call + 30 days", "trajectories.Candidate"),
    },
    "Medewerkers": {
        "tot twee jaar na vertrek": ("has left + 2 years", "people.StaffMember people.RoleProposal"),
        "een jaar na het einde": ("membership + 1 year", "access.User access.Membership"),
    },
    "Wie welke taak doet": {
        TWO_YEARS: (
            "school year + 2",
            "trajectories.PathTask meetings.PreparationTask meetings.MeetingTable meetings.TeamMember people.ClassTeacher"
            " trajectories.Helper",
        )
    },
    "Eigen agenda": {"gaat dertig dagen later weg": ("expiry + 30 days", "access.AccessCode")},
    "Verstuurde berichten": {"400 dagen": ("sent + 400 days", "outbox.Message")},
    "Het logboek": {SCHOOL: ("school", "access.TrailRow")},
}  # fmt: skip
# Personal too, and no line of its own: gone within a day, who did something as the trail has it, or with what a line names.
WITHOUT = set(
    "outbox.AccountMessage people.RosterImport people.RosterUpload people.RosterWork schools.SchoolKey invitations.DeadAddress"
    " meetings.Meeting scans.ToldParent scans.TurnoutLine scans.Version trajectories.Step trajectories.AgendaPoint"
    " trajectories.TeamTask".split()
)


def _lines(key: str) -> list[str]:
    told = TEXTS[key].text.say("nl")
    section = told[told.index("Welke gegevens, en hoe lang") :].split("\n\n")[2]
    return [line.removeprefix("- ") for line in section.split("\n")]


def _is_of(line: str, begin: str) -> bool:
    """The small text speaks of the vision talk only, where the other has the team scan before it."""
    return line.startswith(begin) or begin.endswith(line.split(":")[0].lower())


def _rule(name: str) -> str:
    model = apps.get_model(name.removesuffix("/also"))
    ends = model.privacy.also_ends[0] if name.endswith("/also") else model.privacy.ends
    return ends.rule.split(";")[0].removesuffix(".")


@pytest.mark.parametrize("key", ["privacy_officer", "privacy_officer_small"])
def test_every_line_names_the_terms_of_its_models(key):
    for line in _lines(key):
        held = next((terms for begin, terms in LINES.items() if _is_of(line, begin)), None)
        assert held, f"no model is held to: {line}"
        for words, (term, models) in held.items():
            assert words.lower() in line.lower(), (line, words)
            assert {name: _rule(name) for name in models.split()} == dict.fromkeys(models.split(), term), line


def test_every_line_is_told_and_no_model_with_people_in_it_is_left_out():
    lines = _lines("privacy_officer")
    assert all(any(line.startswith(begin) for line in lines) for begin in LINES)
    named = {
        name.removesuffix("/also") for terms in LINES.values() for _term, models in terms.values() for name in models.split()
    }
    people = {model._meta.label for model in own_models() if model.privacy.personal or model.privacy.sealed}
    assert people - named - WITHOUT == set()


def test_a_link_of_a_calendar_works_as_long_as_is_said():
    from driehoek.trajectories.services.feeds import WORKS_FOR

    assert "hoogstens twee jaar" in " ".join(_lines("privacy_officer")) and WORKS_FOR.days <= 731


def test_parents_read_how_long_in_all_their_languages():
    """Whether they were there goes with the table; what they replied stays, and what they said until they take it back."""
    told = TEXTS["privacy_for_parents"].text.say("nl")
    assert _rule("meetings.Attendee") == "meeting + 14 days" and "en of u er was: tot veertien dagen daarna" in told
    assert _rule("invitations.Reply") == "school year + 2" and "op een uitnodiging: nog hooguit twee schooljaren" in told
    assert _rule("voices.Contribution") == "school" and "Uw woorden: zolang de school dit programma gebruikt" in told
    assert "twee schooljaren nadat u of het team stopt" in told and "Namen van kinderen halen we weg" not in told
