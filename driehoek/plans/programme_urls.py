from django.urls import path

from .views import activities, programme

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
]
