"""The table in which classes are typed, and the list that is pasted into it. What was typed stays."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from .names import folded
from .queries.setting_up import Standing, print_of
from .roster.cleaning import clean
from .rules import typed_classes as rules
from .services.classes import Wanted

ROW = "rij"
BLANK, MORE = 3, 5
FIELDS = ("key", "seen", "name", "year_level", "families", "mentor")


class ClassRow(forms.Form):
    """One class. A row without a name is no class; a new class needs a number."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Naam"), max_length=rules.LONGEST_NAME, required=False)
    year_level = forms.CharField(label=_("Leerjaar"), max_length=20, required=False)
    families = forms.IntegerField(
        label=_("Aantal gezinnen"),
        min_value=1,
        max_value=rules.MOST_FAMILIES,
        required=False,
        error_messages={
            "invalid": _("Vul een getal in."),
            "min_value": _("Minstens 1 gezin."),
            "max_value": _("Hoogstens 200 gezinnen in één klas."),
        },
    )
    mentor = forms.CharField(label=_("Mentor of leerkracht"), max_length=200, required=False)
    standing: Standing | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("name", "year_level", "families", "mentor"):
            self.fields[name].widget.attrs["aria-labelledby"] = f"col-{name}"
        self.fields["name"].widget.attrs["size"] = 12
        self.fields["year_level"].widget.attrs["size"] = 4
        self.fields["families"].widget.attrs |= {"inputmode": "numeric", "class": "short"}

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"])[0]

    def clean_mentor(self) -> str:
        return clean(self.cleaned_data["mentor"])[0]

    def meet(self, by_key: Mapping[str, Standing], by_name: Mapping[str, Standing], sector: str) -> bool:
        """Whether this row may be judged: False when it is as it was shown, and when a colleague was at it since.

        What a colleague did is told at the field, once; what was typed stays, and saving again holds.
        """
        say = self.cleaned_data
        key, seen, name = say.get("key"), say.get("seen", ""), say.get("name", "")
        now = by_key.get(str(key)) if key else by_name.get(folded(name))
        mentor = "" if now and now.mentor_is_known else say.get("mentor", "")
        typed = {print_of(name, level, say.get("families"), mentor) for level in (say.get("year_level", ""), self._level(sector))}
        if now is None:
            if not key or seen in typed:
                return not key
            self._tell("key", "", now_("Een collega heeft deze klas net weggehaald. Bewaar opnieuw om haar weer te maken."))
        elif (key and not seen) or seen == now.seen or now.seen in typed:
            return True
        elif seen not in typed:
            said = {"name": now.name, "families": now.families or "–", "mentor": now.mentor or "–"}
            words = now_(
                "Een collega heeft deze klas net ook veranderd: %(name)s, %(families)s gezinnen, mentor %(mentor)s. "
                "Klopt wat jij typte? Bewaar dan opnieuw."
            )
            self._tell("seen", now.seen, words % said)
            self._tell("key", str(now.key))
            self.standing = now
        return False

    def _tell(self, field: str, carried: str, words: str = "") -> None:
        """`carried` is what the hidden field says when the page is shown again."""
        self.data[self.add_prefix(field)] = carried
        if words:
            self.add_error("name", words)

    def _level(self, sector: str) -> str:
        name = self.cleaned_data.get("name", "")
        return rules.levels_of(self.cleaned_data.get("year_level") or "") or rules.level_of(name, sector)

    def judge(self, sector: str) -> Wanted | None:
        """The class, or None for a row that says nothing. Adds what is missing to the errors."""
        say = self.cleaned_data
        name, families, key = say.get("name", ""), say.get("families"), say.get("key")
        if not name and not key:
            if families is not None or say.get("mentor"):
                self.add_error("name", now_("Hoe heet deze klas?"))
            return None
        if not name:
            self.add_error("name", now_("Een klas heeft een naam nodig. Wil je haar weghalen? Kies dan ‘Haal weg’."))
            return None
        if families is None and key is None and "families" not in self.errors:
            if name in rules.suggested(sector) and not say.get("mentor"):
                return None  # a row of the suggestion that this school does not have
            self.add_error("families", now_("Hoeveel gezinnen zijn er in deze klas?"))
        known = self.standing is not None and self.standing.mentor_is_known
        return Wanted(name, self._level(sector), families, None if known else say.get("mentor", ""), key)


ClassRows = forms.formset_factory(ClassRow, extra=0, max_num=rules.MOST_CLASSES, absolute_max=rules.MOST_CLASSES + 10)


class ClassTable:
    """All rows together. Unbound it shows what stands, a suggestion for a new school, and some empty rows."""

    def __init__(self, standing: Sequence[Standing], sector: str, data: Mapping[str, Any] | None = None) -> None:
        self.sector = sector
        self.rows: Any
        if data is None:
            initial = [one.initial for one in standing]
            if not standing:
                initial = [{"name": name, "year_level": rules.level_of(name, sector)} for name in rules.suggested(sector)]
            self.rows = _unbound(initial, BLANK)
        else:
            self.rows = ClassRows(dict(data.items()), prefix=ROW)
        self.standing = standing
        self._join(standing)
        self.wanted: list[Wanted] = []

    def _join(self, standing: Sequence[Standing]) -> None:
        by_key = {str(one.key): one for one in standing}
        for form in self.rows.forms:
            form.standing = by_key.get(str(form["key"].value() or ""))
            if form.standing is not None and form.standing.mentor_is_known:
                form.fields["mentor"].disabled = True
                form.initial["mentor"] = form.standing.mentor

    def is_valid(self) -> bool:
        self.rows.is_valid()
        by_key = {str(one.key): one for one in self.standing}
        here = {str(form.cleaned_data.get("key")) for form in self.rows.forms}
        elsewhere = {folded(one.name): one for key, one in by_key.items() if key not in here}  # not on this page
        found = [(form, form.judge(self.sector)) for form in self.rows.forms if form.meet(by_key, elsewhere, self.sector)]
        seen: set[str] = set()
        for form, wanted in found:
            if wanted is None:
                continue
            if folded(wanted.name) in seen:
                form.add_error("name", now_("Deze naam staat er twee keer."))
            seen.add(folded(wanted.name))
        self.wanted = [wanted for _form, wanted in found if wanted is not None]
        return bool(self.rows.management_form.is_valid()) and not any(form.errors for form in self.rows.forms)

    @property
    def wrong(self) -> list[Any]:
        """Fields with an error, in the order of the page."""
        return [field for form in self.rows.forms for field in form if field.errors] if self.rows.is_bound else []


def with_more(standing: Sequence[Standing], sector: str, data: Mapping[str, Any], list_text: str = "") -> ClassTable:
    """What was typed so far, with the pasted list behind it and some more empty rows. A name that stands already gets the number."""
    typed = [row for row in _typed(data) if any(row.values())]
    by_name = {folded(str(row["name"])): row for row in typed if row["name"]}
    for line in rules.pasted(list_text):
        row = by_name.get(folded(line.name))
        if row is None:
            row = {
                "key": "",
                "seen": "",
                "name": line.name,
                "year_level": rules.level_of(line.name, sector),
                "families": "",
                "mentor": "",
            }
            typed.append(row)
            by_name[folded(line.name)] = row
        row |= {"families": line.families if line.families is not None else row["families"]}
        row |= {"mentor": line.mentor or row["mentor"]}
    table = ClassTable(standing, sector)
    table.rows = _unbound(typed[: rules.MOST_CLASSES], BLANK if list_text else MORE)
    table._join(standing)
    return table


def _typed(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    count = data.get(f"{ROW}-TOTAL_FORMS", "0")
    total = min(int(count), rules.MOST_CLASSES) if str(count).isdecimal() and len(str(count)) < 5 else 0
    return [{name: str(data.get(f"{ROW}-{n}-{name}", "")).strip() for name in FIELDS} for n in range(total)]


def _unbound(initial: list[dict[str, Any]], blank: int) -> Any:
    rows = ClassRows(prefix=ROW, initial=initial)
    rows.extra = blank
    return rows
