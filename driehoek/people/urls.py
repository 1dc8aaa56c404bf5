from django.urls import path

from . import family_urls
from .views import accounts, classes, people, rollover, roster

urlpatterns = [
    path("mensen/", people.people, name="people"),
    path("mensen/groepen/", classes.class_setup, name="class_setup"),
    path("mensen/groepen/terug/", classes.class_put_back, name="class_put_back"),
    path("mensen/groepen/<uuid:schoolclass_id>/weg/", classes.class_remove, name="class_remove"),
    path("mensen/zoek/", people.people_search, name="people_search"),
    path("mensen/groep/<uuid:schoolclass_id>/", people.people_class, name="people_class"),
    path("mensen/groep/<uuid:schoolclass_id>/lijst.<str:kind>", people.people_class_export, name="people_class_export"),
    path("mensen/inlezen/", roster.roster_upload, name="roster_upload"),
    path("mensen/inlezen/vragen/", roster.roster_request, name="roster_request"),
    path("mensen/inlezen/voorbeeld.xlsx", roster.roster_example, name="roster_example"),
    path("mensen/inlezen/<uuid:rosterupload_id>/", roster.roster_preview, name="roster_preview"),
    path("mensen/inlezen/<uuid:rosterupload_id>/verbeterpunten.csv", roster.roster_problems, name="roster_problems"),
    path("mensen/inlezen/<uuid:rosterupload_id>/doe/", roster.roster_apply, name="roster_apply"),
    path("mensen/ingelezen/<uuid:rosterimport_id>/", roster.roster_done, name="roster_done"),
    path("mensen/nieuw-jaar/", rollover.rollover, name="rollover"),
    path("mensen/nieuw-jaar/bekijk/", rollover.rollover_preview, name="rollover_preview"),
    path("mensen/nieuw-jaar/doe/", rollover.rollover_apply, name="rollover_apply"),
    path("mensen/nieuw-jaar/<uuid:schoolclass_id>/", rollover.rollover_class, name="rollover_class"),
    path("mensen/nieuw-jaar/<uuid:rosterimport_id>/terug/", rollover.rollover_undo, name="rollover_undo"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/nieuw/", accounts.account_give, name="account_give"),
    path("accounts/rol/<uuid:membership_id>/stop/", accounts.account_end_role, name="account_end_role"),
    *family_urls.urlpatterns,
]
