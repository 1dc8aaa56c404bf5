"""Answers that are there already get their first update, and actions that were turned the last one."""

from typing import Any

from django.db import migrations

SETTING = "driehoek.school"  # of row-level security: the owner of the tables sees one school at a time as well
TURNS = {"action-finish": "finished", "action-stop": "stopped", "action-reopen": "reopened"}


def tell(apps: Any, editor: Any) -> None:
    names = ("School", "Answer", "ActionItem", "Update", "TrailRow")
    homes = ("schools", "actions", "actions", "actions", "access")
    School, Answer, ActionItem, Update, TrailRow = (apps.get_model(home, name) for home, name in zip(homes, names, strict=True))
    for school in School.objects.order_by("pk").values_list("pk", flat=True):
        if editor.connection.vendor == "postgresql":
            with editor.connection.cursor() as cursor:
                cursor.execute("select set_config(%s, %s, true)", [SETTING, str(school)])
        answers = list(Answer.objects.filter(school=school))
        rows = [
            Update(
                school_id=school, sort="answered", answer=one, kind=one.kind, text=one.text, news_on=one.news_on,
                told_at=one.given_at, told_by_id=one.given_by_id,
            )
            for one in answers
        ]  # fmt: skip
        turned = TrailRow.objects.filter(school=school, act__in=TURNS).order_by("at", "id").values_list("object_id", "act", "at")
        last = {about: (TURNS[act], at) for about, act, at in turned}
        for action in ActionItem.objects.filter(school=school, pk__in=list(last)):
            sort, at = last[action.pk]
            rows.append(Update(school_id=school, sort=sort, action=action, text=action.result, told_at=at))
        Update.objects.bulk_create(rows, batch_size=500)
        for one in answers:
            _sort, at = last.get(one.action_id, ("", one.given_at))
            one.told_at = max(one.given_at, at)
        Answer.objects.bulk_update(answers, ["told_at"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("actions", "0002_answers_through_time"), ("access", "0003_trail_by_act")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop, elidable=True)]
