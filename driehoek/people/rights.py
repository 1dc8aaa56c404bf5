"""What each action is in words, and what somebody may: read from the table itself, so that the page can't say otherwise."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from driehoek.access.policy import TABLE, Action, Role, Tie

ACTS: dict[Action, Any] = {
    Action.SEE_START: _("de startpagina zien"),
    Action.SEE_ACCOUNTS: _("zien wie een account heeft"),
    Action.MANAGE_ACCOUNTS: _("accounts en rollen geven en laten stoppen"),
    Action.IMPORT_ROSTER: _("leerlingen en ouders inlezen uit een bestand"),
    Action.SEE_PEOPLE: _("leerlingen en ouders zien, met hun adres"),
    Action.REVEAL_SECRET: _("een geheim adres of nummer openen"),
    Action.EDIT_PEOPLE: _("gegevens van leerlingen en ouders verbeteren"),
    Action.SET_UP_CLASSES: _("groepen en klassen maken"),
    Action.ROLL_OVER: _("een nieuw schooljaar klaarzetten"),
    Action.MATCH_REPLIES: _("antwoorden zonder naam bij een gezin leggen"),
    Action.SEE_TRAIL: _("nagaan wie wat deed"),
    Action.SEE_MEETINGS: _("bijeenkomsten, het draaiboek en de taken zien"),
    Action.PLAN_MEETING: _("bijeenkomsten maken en veranderen"),
    Action.DO_TASK: _("taken afvinken"),
    Action.APPROVE_INVITATION: _("uitnodigingen goedkeuren"),
    Action.SEND_INVITATIONS: _("uitnodigingen klaarmaken en versturen"),
    Action.SEE_REACH: _("zien hoeveel gezinnen we bereiken"),
    Action.SEE_NEEDS: _("zien welk gezin een tolk of opvang vraagt"),
    Action.CALL_FAMILY: _("gezinnen bellen die aan je gevraagd zijn"),
    Action.SET_CALENDAR: _("de kalender van de school bijhouden"),
    Action.EDIT_LIBRARY: _("thema's, vragen en berichten van de school aanpassen"),
    Action.DIVIDE: _("gasten over tafels verdelen"),
    Action.PRINT: _("draaiboek, borden en lijsten afdrukken"),
    Action.PRINT_LETTERS: _("brieven aan ouders afdrukken"),
    Action.RUN_MEETING: _("de avond leiden"),
    Action.CHECK_IN: _("gasten aan de deur ontvangen"),
    Action.SHOW_SCREEN: _("het scherm in de zaal tonen"),
    Action.MODERATE: _("lezen wat ouders insturen, en kiezen wat op het scherm komt"),
    Action.SORT_HARVEST: _("de opbrengst ordenen in thema's"),
    Action.RELEASE_HELD: _("bekijken wat apart ligt omdat het over een collega gaat"),
    Action.RUN_POLL: _("stellingen en stippen openen en sluiten"),
    Action.REACT: _("op stellingen reageren en stippen geven"),
    Action.ANSWER: _("antwoord geven op wat ouders zeiden"),
    Action.SEE_ACTIONS: _("de acties zien"),
    Action.DO_ACTION: _("acties bijwerken"),
    Action.SEE_REPORT: _("het verslag zien, zoals ouders het lezen"),
    Action.PUBLISH_REPORT: _("het verslag delen met ouders"),
    Action.SEE_SCANS: _("zien welke scans er zijn"),
    Action.RUN_SCAN: _("vragenlijsten maken, uitzetten en sluiten"),
    Action.ANSWER_SCAN: _("de eigen vragenlijst invullen"),
    Action.SEE_SCAN_RESULT: _("de uitkomst van een scan zien"),
    Action.LEAD_SESSION: _("een teamscan of visiegesprek leiden"),
    Action.TAKE_PART: _("meedoen aan een teamscan of visiegesprek"),
    Action.SEE_PLAN: _("het visie- en ambitieplan zien"),
    Action.EDIT_PLAN: _("het visie- en ambitieplan schrijven"),
    Action.COMMENT_PLAN: _("iets zeggen over het visie- en ambitieplan"),
    Action.DECIDE_PLAN: _("het plan vaststellen en delen met ouders"),
    Action.EDIT_PROGRAMME: _("het programma van activiteiten bijhouden"),
    Action.SEE_TRAJECTORY: _("het traject zien, met zijn stappen"),
    Action.RUN_TRAJECTORY: _("een traject beginnen en zijn stappen bijhouden"),
    Action.DO_PATH_TASK: _("taken van een traject afvinken"),
    Action.SEE_TEAM: _("zien welke teams er zijn, wie erin zitten en wat ze afspreken"),
    Action.EDIT_TEAM: _("teams maken en ouders erbij vragen"),
    Action.WORK_IN_TEAM: _("in een team meewerken: agenda, besluiten en taken"),
}
# What only guests do, each with their own link or code.
OF_GUESTS = frozenset(
    {Action.SEE_OWN_DATA, Action.ANSWER_FOR_CLASS, Action.REPLY, Action.CONTRIBUTE, Action.SCRIBE, Action.ANSWER_CALL}
)
BY_TIE: dict[Tie, Any] = {
    Tie.MENTORS: _("van je eigen groep of klas"),
    Tie.OWNS: _("die van jou zijn"),
    Tie.LEADS: _("van een avond die jij leidt"),
    Tie.MEMBER: _("van een team waar je in zit"),
}
SEES: dict[Role, Any] = {
    Role.ADMINISTRATOR: _("Ziet alle leerlingen en ouders, ook (met een reden) een geheim adres, en wie wat deed."),
    Role.SCHOOL_LEADER: _("Ziet alle leerlingen en ouders, en (met een reden) een geheim adres."),
    Role.TEAM_LEADER: _("Ziet alle leerlingen en ouders. Een geheim adres niet."),
    Role.TEACHER: _("Ziet bijeenkomsten, acties en verslagen, en de uitnodigingen van de eigen groep of klas."),
    Role.TRAJECTORY_ADVISER: _(
        "Ziet bijeenkomsten, acties en verslagen zoals ouders ze lezen. Nooit een naam van een leerling of ouder."
    ),
}


@dataclass(frozen=True, slots=True)
class Right:
    """`only`: of which things, '' for all. `by`: who may, for what one may not."""

    words: str
    only: str = ""
    by: str = ""
    asks_factor: bool = False
    is_recorded: bool = False


@dataclass(frozen=True, slots=True)
class Rights:
    may: tuple[Right, ...]
    may_not: tuple[Right, ...]


def rights_of(roles: Collection[Role]) -> Rights:
    may, may_not = [], []
    for action, words in ACTS.items():
        rule = TABLE[action]
        extra = {"asks_factor": rule.step_up, "is_recorded": rule.looks}
        ties = [str(BY_TIE[tie]) for tie in BY_TIE if tie in rule.ties]
        if rule.roles & set(roles):
            may.append(Right(str(words), **extra))
        elif ties:
            may.append(Right(str(words), ", ".join(ties), **extra))
        else:
            may_not.append(Right(str(words), by=", ".join(str(role.label) for role in Role if role in rule.roles)))
    return Rights(tuple(may), tuple(may_not))
