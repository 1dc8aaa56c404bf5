from django.urls import path

from .views import lines, plans

PLAN, LINE = "plan/<uuid:plan_id>", "plan/regels/<uuid:line_id>"

urlpatterns = [
    path("plan/", plans.plans, name="plans"),
    path("plan/nieuw/", plans.plan_new, name="plan_new"),
    path(f"{PLAN}/", plans.plan, name="plan"),
    path(f"{PLAN}/aanvullen/", plans.plan_compose, name="plan_compose"),
    path(f"{PLAN}/regel/", lines.plan_line_new, name="plan_line_new"),
    path(f"{PLAN}/weggehaald/", lines.plan_dropped, name="plan_dropped"),
    path(f"{LINE}/", lines.plan_line, name="plan_line"),
    path(f"{LINE}/verplaats/", lines.plan_line_move, name="plan_line_move"),
    path(f"{LINE}/weg/", lines.plan_line_drop, name="plan_line_drop"),
    path(f"{LINE}/terug/", lines.plan_line_put_back, name="plan_line_put_back"),
]
