"""Addresses of the sessions of the team."""

from django.urls import path

from .views import session_desk, session_live, session_paper, session_part, session_turnout, sessions

SESSION = "scan/sessies/<uuid:session_id>"

urlpatterns = [
    path("scan/sessies/nieuw/", sessions.new, name="session_new"),
    path(f"{SESSION}/", sessions.outcome, name="session"),
    path(f"{SESSION}/wijzigen/", sessions.edit, name="session_edit"),
    path(f"{SESSION}/leiden/", session_live.lead, name="session_lead"),
    path(f"{SESSION}/leiden/<slug:verb>/", session_live.turn, name="session_turn"),
    path(f"{SESSION}/scherm/", session_live.hall, name="session_hall"),
    path(f"{SESSION}/tafel/", session_desk.desk, name="session_desk"),
    path(f"{SESSION}/tafel/typen/", session_desk.type_in, name="session_type"),
    path(f"{SESSION}/tafel/alleen/", session_desk.type_alone, name="session_type_alone"),
    path(f"{SESSION}/tafel/samen/", session_desk.merge, name="session_merge"),
    path(f"{SESSION}/zin/", session_desk.agree, name="session_agree"),
    path("scan/briefjes/<uuid:note_id>/<slug:verb>/", session_desk.note_do, name="session_note"),
    path(f"{SESSION}/opkomst/", session_turnout.turnout, name="session_turnout"),
    path(f"{SESSION}/meedoen/", session_part.phone, name="session_phone"),
    path(f"{SESSION}/meedoen/nu/", session_part.phone_now, name="session_phone_now"),
    path(f"{SESSION}/meedoen/briefje/", session_part.say, name="session_say"),
    path(f"{SESSION}/meedoen/alleen/", session_part.alone, name="session_alone"),
    path(f"{SESSION}/meedoen/stippen/", session_part.dots, name="session_dots"),
    path(f"{SESSION}/draaiboek.pdf", session_paper.guide, name="session_guide"),
    path(f"{SESSION}/bladen.pdf", session_paper.sheets, name="session_sheets"),
    path(f"{SESSION}/uitkomst.pdf", session_paper.outcome, name="session_outcome"),
]
