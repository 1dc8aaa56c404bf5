"""The invitation of a school of 1,200 pupils, in six languages and three ways (mail, letter, link of the class): all waiting of the
organiser together within 30 s. Prepared, looked at in each language, agreed, handed to the outbox, and every letter printed."""

import json
import sys
import time
from typing import Any

import _ground as ground

FAMILIES, BAR = 1_200, 30.0
LANGUAGES = ("nl", "nl", "nl", "en", "ar", "tr", "pl", "uk")
WITHOUT_MAIL = 5  # one family in so many gets a letter
STEPS = ("prepare", "look", "agree", "send", "print", "links")


def main() -> int:
    if sys.argv[1:2] == ["--inside"]:
        return inside()
    rows: list[list[object]] = []
    faults = []
    for database in ground.DATABASES:
        with ground.environment(database, DRIEHOEK_LOG_LEVEL="ERROR") as environment:
            said = json.loads(ground.call([__file__, "--inside"], environment).splitlines()[-1])
        total = sum(said[step] for step in STEPS)
        rows.append([database, *(said[step] for step in STEPS), round(total, 1), said["mails"], said["letters"]])
        faults.append(f"{database}: {total:.1f} s of waiting, bar {BAR} s" if total > BAR else "")
    print(f"{FAMILIES} families, {len(set(LANGUAGES))} languages, {ground.machine()}")
    ground.show(["database", *(f"{step} s" for step in STEPS), "together s", "mails", "letters"], rows)
    return ground.verdict(*faults)


def inside() -> int:
    import django

    django.setup()
    from _school import big_school, evening

    from driehoek.access.who import Who
    from driehoek.people.models import Guardian
    from driehoek.schools.scoping import within

    school, dirk = big_school(FAMILIES)
    by = Who("staff", dirk.pk, "Dirk")
    with within(school):
        for number, guardian in enumerate(Guardian.objects.order_by("pk")):
            guardian.contact_language = LANGUAGES[number % len(LANGUAGES)]
            guardian.email = "" if number % WITHOUT_MAIL == 0 else guardian.email
            guardian.save(update_fields=["contact_language", "email"])
        occasion = evening(by).occasion
    ground.analyse()
    print(json.dumps(timed(school, occasion, by)))
    return 0


def timed(school: Any, occasion: Any, by: Any) -> dict[str, Any]:
    from driehoek import clock
    from driehoek.invitations import services
    from driehoek.invitations.models import ClassInvitation
    from driehoek.invitations.pages import pile
    from driehoek.invitations.rules import PARENT_LANGUAGES
    from driehoek.invitations.sample import sample
    from driehoek.schools.scoping import within

    found: dict[str, Any] = {}

    def clocked(step: str, do: Any) -> Any:
        start = time.perf_counter()
        with within(school):
            made = do()
        found[step] = round(time.perf_counter() - start, 2)
        return made

    def look() -> None:
        own = ClassInvitation.for_gate().filter(occasion=occasion).first()
        for language in PARENT_LANGUAGES:
            for key in ("invitation", "reminder"):
                sample(school, own, language, signed="Carla", key=key)

    def print_all() -> int:
        printed = 0
        for own in ClassInvitation.for_gate().filter(occasion=occasion):
            due = services.mark_printed(class_invitation=own, by=by)
            if due:
                pile(school, own, due, key="invitation")
            printed += len(due)
        return printed

    def links() -> None:
        for own in ClassInvitation.for_gate().filter(occasion=occasion):
            services.open_class_link(class_invitation=own, by=by)

    clocked("prepare", lambda: services.prepare_class_invitations(occasion=occasion, by=by))
    clocked("look", look)
    clocked("agree", lambda: ClassInvitation.objects.update(approved_at=clock.now()))
    found["mails"] = clocked("send", lambda: services.send(occasion=occasion, by=by)).mails
    found["letters"] = clocked("print", print_all)
    clocked("links", links)
    return found


if __name__ == "__main__":
    sys.exit(main())
