from django.urls import path

from .views import deciding, lines, out, plans, said, sources, tongues, versions

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
    path(f"{LINE}/bronnen/", sources.plan_sources, name="plan_sources"),
    path(f"{LINE}/bronnen/terug/", sources.plan_source_put_back, name="plan_source_put_back"),
    path("plan/bronnen/<uuid:linesource_id>/weg/", sources.plan_source_drop, name="plan_source_drop"),
    path(f"{PLAN}/versies/", versions.plan_versions, name="plan_versions"),
    path(f"{PLAN}/versies/bewaar/", versions.plan_keep, name="plan_keep"),
    path(f"{PLAN}/vergelijk/", versions.plan_compare, name="plan_compare"),
    path("plan/versies/<uuid:planversion_id>/", versions.plan_version, name="plan_version"),
    path("plan/versies/<uuid:planversion_id>/zet-terug/", versions.plan_restore, name="plan_restore"),
    path(f"{PLAN}/opmerkingen/", said.plan_comments, name="plan_comments"),
    path(f"{PLAN}/opmerkingen/nieuw/", said.plan_comment, name="plan_comment"),
    path("plan/opmerkingen/<uuid:comment_id>/", said.plan_comment_answer, name="plan_comment_answer"),
    path(f"{PLAN}/besluiten/", deciding.plan_decisions, name="plan_decisions"),
    path(f"{PLAN}/besluiten/nieuw/", deciding.plan_decide, name="plan_decide"),
    path("plan/besluiten/<uuid:decision_id>/intrekken/", deciding.plan_withdraw, name="plan_withdraw"),
    path(f"{PLAN}/vaststellen/", deciding.plan_settle, name="plan_settle"),
    path(f"{PLAN}/delen/", deciding.plan_publish, name="plan_publish"),
    path(f"{PLAN}/niet-delen/", deciding.plan_unpublish, name="plan_unpublish"),
    path(f"{PLAN}/plan.<str:kind>", out.plan_file, name="plan_file"),
    path(f"{PLAN}/een-bladzijde/", out.plan_block, name="plan_block"),
    path(f"{PLAN}/kort/", out.plan_short, name="plan_short"),
    path(f"{PLAN}/kort.pdf", out.plan_short_pdf, name="plan_short_pdf"),
    path(f"{PLAN}/vertalen/", tongues.plan_tongues, name="plan_tongues"),
]
