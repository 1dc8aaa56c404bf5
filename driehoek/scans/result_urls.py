from django.urls import path

from .views import chosen, result_files, results

urlpatterns = [
    path("scan/uitkomst/<uuid:fielding_id>/", results.scan_result, name="scan_result"),
    path("scan/uitkomst/<uuid:fielding_id>/voor-ouders/", results.scan_result_preview, name="scan_result_preview"),
    path("scan/uitkomst/<uuid:fielding_id>/eerder/", results.scan_result_earlier, name="scan_result_earlier"),
    path("scan/uitkomst/<uuid:fielding_id>/delen/", results.scan_result_share, name="scan_result_share"),
    path("scan/uitkomst/<uuid:fielding_id>/niet-delen/", results.scan_result_unshare, name="scan_result_unshare"),
    path("scan/uitkomst/<uuid:fielding_id>/weging/", results.scan_result_balance, name="scan_result_balance"),
    path("scan/uitkomst/<uuid:fielding_id>/bord/", results.scan_result_board, name="scan_result_board"),
    path("scan/uitkomst/<uuid:fielding_id>/uitkomst.<str:kind>", result_files.scan_result_file, name="scan_result_file"),
    path("scan/uitkomst/<uuid:fielding_id>/kies/", chosen.scan_choose, name="scan_choose"),
    path("scan/gekozen/", chosen.scan_chosen, name="scan_chosen"),
    path("scan/gekozen/terug/", chosen.scan_chosen_put_back, name="scan_chosen_put_back"),
    path("scan/gekozen/<uuid:chosenpoint_id>/verplaats/", chosen.scan_chosen_move, name="scan_chosen_move"),
    path("scan/gekozen/<uuid:chosenpoint_id>/weg/", chosen.scan_chosen_drop, name="scan_chosen_drop"),
]
