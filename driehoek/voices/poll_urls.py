"""Addresses of rounds of statements and dots; included by urls.py."""

from django.urls import path

from .views import polls, reacting

ROUND = "rondes/<uuid:poll_id>/"
TAKE_PART = "meedoen/<uuid:poll_id>/"
ONE = "rondes/zinnen/<uuid:statement_id>/"

urlpatterns = [
    path("oogst/<uuid:occasion_id>/rondes/", polls.polls, name="polls"),
    path("oogst/<uuid:occasion_id>/rondes/nieuw/", polls.poll_new, name="poll_new"),
    path(ROUND, polls.poll, name="poll"),
    path(f"{ROUND}gegevens/", polls.poll_edit, name="poll_edit"),
    path(f"{ROUND}zet/", polls.poll_turn, name="poll_turn"),
    path(f"{ROUND}terug/<slug:verb>/", polls.poll_undo, name="poll_undo"),
    path(f"{ROUND}weg/", polls.poll_remove, name="poll_remove"),
    path(f"{ROUND}erbij/", polls.poll_add, name="poll_add"),
    path(f"{ROUND}terugzetten/", polls.statement_put_back, name="statement_put_back"),
    path(f"{ROUND}uitslag/", polls.poll_results, name="poll_results"),
    path(ONE, polls.statement, name="statement"),
    path(f"{ONE}doe/", polls.statement_do, name="statement_do"),
    path(TAKE_PART, reacting.react, name="react"),
    path(f"{TAKE_PART}zeg/", reacting.react_say, name="react_say"),
    path(f"{TAKE_PART}stippen/", reacting.react_dots, name="react_dots"),
    path(f"{TAKE_PART}voorstel/", reacting.react_propose, name="react_propose"),
    path(f"{TAKE_PART}uitslag/", reacting.react_outcome, name="react_outcome"),
]
