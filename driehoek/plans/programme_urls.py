from django.urls import path

from .views import activities, programme, sharing, shelf

PLAN, ACTIVITY = "plan/<uuid:plan_id>/programma", "plan/activiteiten/<uuid:activity_id>"

urlpatterns = [
    path(f"{PLAN}/", programme.plan_programme, name="plan_programme"),
    path(f"{PLAN}/programma.<str:kind>", programme.plan_programme_file, name="plan_programme_file"),
    path(f"{PLAN}/nieuw/", activities.activity_new, name="activity_new"),
    path(f"{PLAN}/voorbeelden/", programme.activity_examples, name="activity_examples"),
    path(f"{PLAN}/meenemen/", programme.activity_along, name="activity_along"),
    path(f"{PLAN}/meenemen/terug/", programme.activity_along_undo, name="activity_along_undo"),
    path(f"{ACTIVITY}/", activities.activity, name="activity"),
    path(f"{ACTIVITY}/wijzig/", activities.activity_change, name="activity_change"),
    path(f"{ACTIVITY}/stand/", activities.activity_turn, name="activity_turn"),
    path(f"{ACTIVITY}/terugblik/", activities.activity_look_back, name="activity_look_back"),
    path(f"{ACTIVITY}/acties/nieuw/", activities.activity_action_make, name="activity_action_make"),
    path(f"{ACTIVITY}/acties/kies/", activities.activity_action_put, name="activity_action_put"),
    path("plan/programma/acties/<uuid:plannedaction_id>/los/", activities.activity_action_off, name="activity_action_off"),
    path(f"{ACTIVITY}/delen/", sharing.activity_share, name="activity_share"),
    path(f"{PLAN}/delen/", sharing.programme_share, name="programme_share"),
    path(f"{PLAN}/delen/terug/", sharing.share_undo, name="share_undo"),
    path(f"{PLAN}/plank/", shelf.shelf, name="shelf"),
    path(f"{PLAN}/plank/bestand/", shelf.shelf_file, name="shelf_file"),
    path(f"{PLAN}/plank/neem/", shelf.shelf_take, name="shelf_take"),
    path(f"{PLAN}/plank/neem/terug/", shelf.shelf_undo, name="shelf_undo"),
    path(f"{PLAN}/plank/weer/", sharing.shelf_lay_again, name="shelf_lay_again"),
    path("plan/plank/<uuid:given_id>/terug/", sharing.shelf_take_back, name="shelf_take_back"),
]
