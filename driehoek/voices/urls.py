from django.urls import include, path

from .views import answering, comparing, guest, library, moderating, news, ordering

TEXT = "bibliotheek/<slug:shelf>/<slug:key>/"

urlpatterns = [
    path("stemmen/", ordering.voices, name="voices"),
    path("oogst/<uuid:occasion_id>/", ordering.harvest_board, name="harvest_board"),
    path("oogst/<uuid:occasion_id>/verplaats/", ordering.harvest_move, name="harvest_move"),
    path("oogst/<uuid:occasion_id>/terug/", ordering.harvest_undo, name="harvest_undo"),
    path("oogst/<uuid:occasion_id>/thema/", ordering.theme_make, name="theme_make"),
    path("oogst/<uuid:occasion_id>/bekijken/", moderating.moderate, name="moderate"),
    path("oogst/<uuid:occasion_id>/apart/", moderating.held, name="moderate_held"),
    path("inbreng/<uuid:contribution_id>/oordeel/", moderating.decide, name="moderate_one"),
    path("inbreng/<uuid:contribution_id>/vrijgeven/", moderating.release, name="contribution_release"),
    path("inbreng/<uuid:contribution_id>/citaat/", moderating.choose, name="contribution_pick"),
    path("inbreng/<uuid:contribution_id>/", answering.contribution, name="contribution"),
    path("inbreng/<uuid:contribution_id>/woorden/", answering.reword, name="contribution_reword"),
    path("thema/<uuid:theme_id>/", answering.theme, name="theme"),
    path("thema/<uuid:theme_id>/nieuws/", news.theme_news, name="theme_news"),
    path("inbreng/<uuid:contribution_id>/nieuws/", news.contribution_news, name="contribution_news"),
    path("acties/nieuws/<uuid:update_id>/weg/", news.news_drop, name="news_drop"),
    path("thema/<uuid:theme_id>/naam/", answering.theme_rename, name="theme_rename"),
    path("thema/<uuid:theme_id>/weg/", answering.theme_remove, name="theme_remove"),
    path("oogst/<uuid:occasion_id>/naast-elkaar/", comparing.harvest_compare, name="harvest_compare"),
    path("oogst/<uuid:occasion_id>/bestand.<slug:kind>", comparing.harvest_export, name="harvest_export"),
    path("oogst/<uuid:occasion_id>/antwoorden/", answering.answers, name="answers"),
    path("bibliotheek/", library.library, name="library"),
    path("bibliotheek/houding/", library.attitude_card, name="attitude_card"),
    path("bibliotheek/terugzetten/", library.library_put_back, name="library_put_back"),
    path("bibliotheek/<slug:shelf>/nieuw/", library.library_new, name="library_new"),
    path(TEXT, library.library_text, name="library_text"),
    path(f"{TEXT}aanpassen/", library.library_edit, name="library_edit"),
    path(f"{TEXT}talen/", library.library_tongues, name="library_tongues"),
    path(f"{TEXT}verberg/", library.library_hide, name="library_hide"),
    path(f"{TEXT}toon/", library.library_show, name="library_show"),
    path(f"{TEXT}terug/", library.library_drop, name="library_drop"),
    path("gezegd/<uuid:occasion_id>/", guest.said, name="said"),
    path("gezegd/<uuid:occasion_id>/terug/", guest.said_back, name="said_back"),
    path("", include("driehoek.voices.poll_urls")),
    path("", include("driehoek.voices.sorting_urls")),
]
