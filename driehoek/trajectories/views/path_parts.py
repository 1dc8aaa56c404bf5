"""What screens of the path share: a refusal keeps what was typed, and two writers see both texts."""

from typing import Any

from driehoek.access.errors import RuleBroken


def refused(form: Any, broken: RuleBroken) -> int:
    """Say at the form why not; what was typed stays. The status of the answer."""
    form.add_error(None, str(broken.message))
    return broken.status


def both_texts(form: Any, now: dict[str, Any], theirs: dict[str, Any]) -> list[dict[str, Any]]:
    """Somebody was first: what stands there (`theirs`, by field) beside what was typed.

    The form goes on from what was typed; `now` are its first values as they are now. A day that was not touched is that of now.
    """
    typed, said = form.data.copy(), form.cleaned_data
    typed["seen"], typed["was_on"] = now["seen"], now["was_on"].isoformat()
    if said["due_on"] == said["was_on"]:
        typed["due_on"] = now["due_on"].isoformat()
    form.data = typed
    pairs = [(name, str(theirs[name] or ""), str(said[name] or "")) for name in theirs if name in said]
    return [{"label": form.fields[name].label, "theirs": one, "mine": other} for name, one, other in pairs if one != other]
