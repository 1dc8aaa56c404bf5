"""The plan of the world's school: an ambition with a theme and an action behind it, a version, a comment and a decision."""

from typing import Any

from driehoek import clock
from driehoek.library.partnership import Partnership
from driehoek.plans.models import (
    Activity,
    Body,
    Chapter,
    Comment,
    Decision,
    DecisionSort,
    Given,
    Line,
    LineSource,
    LineWords,
    Plan,
    PlannedAction,
    PlanVersion,
    ShelfItem,
    SourceSort,
)


def add_plan(side: Any) -> None:
    """Fill `side` within its open school; its themes and its action are there."""
    plan = side.keep(Plan.objects.create(title="Samen verder", year=side.rows["schools.schoolyear"]))
    line = side.keep(
        Line.objects.create(
            plan=plan, chapter=Chapter.AMBITIONS, partnership=Partnership.DIDACTIC, text="<p>Wij bellen vaker.</p>"
        )
    )
    side.keep(LineSource.objects.create(line=line, sort=SourceSort.THEME, about=side.rows["voices.theme"].pk))
    side.keep(LineWords.objects.create(line=line, language="tr", text="<p>Daha sık ararız.</p>"))
    content = {"title": side.word, "lines": [{"key": str(line.pk), "chapter": "ambitions", "partnership": "", "text": side.word}]}
    version = side.keep(PlanVersion.objects.create(plan=plan, number=1, content=content))
    side.keep(Comment.objects.create(plan=plan, line=line, body=Body.MR, text="Wie belt er?"))
    decided = {"body": Body.MR, "sort": DecisionSort.CONSENT, "name": "De MR", "decided_on": clock.today()}
    side.keep(Decision.objects.create(plan=plan, version=version, **decided))
    activity = side.keep(Activity.objects.create(plan=plan, ambition=line, title="Kijkochtend"))
    side.keep(PlannedAction.objects.create(action=side.rows["actions.actionitem"], ambition=line, activity=activity))
    given = {"sort": "activity", "title": "Kijkochtend", "for_whom": "ouders", "preparation": "koffie"}
    item = side.keep(ShelfItem.objects.create(sort="activity", content=given))
    side.keep(Given.objects.create(item=item, activity=activity))
