from django.urls import path

from .views import answering, guest, moderating, ordering

urlpatterns = [
    path("stemmen/", ordering.voices, name="voices"),
    path("oogst/<uuid:occasion_id>/", ordering.harvest_board, name="harvest_board"),
    path("oogst/<uuid:occasion_id>/verplaats/", ordering.harvest_move, name="harvest_move"),
    path("oogst/<uuid:occasion_id>/terug/", ordering.harvest_undo, name="harvest_undo"),
    path("oogst/<uuid:occasion_id>/thema/", ordering.theme_make, name="theme_make"),
    path("oogst/<uuid:occasion_id>/bekijken/", moderating.moderate, name="moderate"),
    path("inbreng/<uuid:contribution_id>/oordeel/", moderating.decide, name="moderate_one"),
    path("inbreng/<uuid:contribution_id>/", answering.contribution, name="contribution"),
    path("inbreng/<uuid:contribution_id>/woorden/", answering.reword, name="contribution_reword"),
    path("thema/<uuid:theme_id>/", answering.theme, name="theme"),
    path("thema/<uuid:theme_id>/naam/", answering.theme_rename, name="theme_rename"),
    path("thema/<uuid:theme_id>/weg/", answering.theme_remove, name="theme_remove"),
    path("oogst/<uuid:occasion_id>/antwoorden/", answering.answers, name="answers"),
    path("gezegd/<uuid:occasion_id>/", guest.said, name="said"),
]
