"""Addresses of the questionnaires: /s/<school>/scan/vragenlijsten/…"""

from django.urls import path

from .views import instrument_texts as texts
from .views import instruments as views

ONE = "scan/vragenlijsten/<uuid:instrument_id>/"
ENTRY = ONE + "<slug:shelf>/<slug:key>/"

urlpatterns = [
    path("scan/vragenlijsten/", views.instruments, name="instruments"),
    path("scan/vragenlijsten/nemen/", views.ship, name="instrument_ship"),
    path("scan/vragenlijsten/nieuw/", views.new, name="instrument_new"),
    path(ONE, views.instrument, name="instrument"),
    path(ONE + "instellen/", views.settings, name="instrument_settings"),
    path(ONE + "kopie/", views.copy, name="instrument_copy"),
    path(ONE + "verbergen/", views.hide, name="instrument_hide"),
    path(ONE + "tonen/", views.show, name="instrument_show"),
    path(ONE + "versies/", views.versions, name="instrument_versions"),
    path(ONE + "voorbeeld/", views.preview, name="instrument_preview"),
    path(ONE + "terug/", texts.undo, name="instrument_undo"),
    path(ONE + "taal/<slug:language>/", texts.tongue, name="instrument_tongue"),
    path(ONE + "<slug:shelf>/erbij/", texts.add, name="instrument_add"),
    path(ENTRY, texts.edit, name="instrument_edit"),
    path(ENTRY + "weg/", texts.remove, name="instrument_remove"),
    path(ENTRY + "schuif/", texts.move, name="instrument_move"),
]
