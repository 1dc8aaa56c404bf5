"""Forms keep what was typed and say beside the field what is wrong."""

from django import forms

from driehoek.web.forms import ClockInput, DayInput
from driehoek.web.samples import SampleForm


def answered(**typed: object) -> str:
    return str(SampleForm(typed))


def test_error_stands_beside_its_field_and_is_joined_to_it() -> None:
    html = answered(coming="yes", name="12")
    assert 'aria-describedby="id_name_helptext id_name_error"' in html and 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html


def test_summary_links_to_every_field_that_is_wrong() -> None:
    html = answered()
    assert 'href="#id_name"' in html and 'href="#id_coming_0"' in html and 'id="id_coming_0"' in html


def test_no_summary_without_errors() -> None:
    assert "data-error-summary" not in str(SampleForm())


def test_what_was_typed_stays_after_an_error() -> None:
    html = answered(
        name="12", mail="geen adres", story="Mijn verhaal", coming="two", needs=["interpreter"], day="2026-12-10", agree="on"
    )
    for kept in ('value="12"', 'value="geen adres"', "Mijn verhaal", 'value="2026-12-10"'):
        assert kept in html
    assert html.count(" checked") == 3


def test_choices_are_cards_with_the_label_around_the_input() -> None:
    assert '<label class="choice" for="id_coming_0"><input type="radio"' in str(SampleForm())


def test_group_of_choices_has_a_legend() -> None:
    html = str(SampleForm())
    assert "<legend>Komt u?</legend>" in html


def test_optional_fields_say_so() -> None:
    assert "(hoeft niet)" in str(SampleForm()["mail"].as_field_group())
    assert "(hoeft niet)" not in str(SampleForm()["name"].as_field_group())


def test_long_answer_counts_its_characters() -> None:
    assert 'maxlength="200"' in str(SampleForm()["story"]) and "data-counter" in str(SampleForm()["story"])


def test_day_and_time_use_what_the_device_offers() -> None:
    class Moment(forms.Form):
        day = forms.DateField(widget=DayInput)
        at = forms.TimeField(widget=ClockInput)

    html = str(Moment({"day": "2026-12-10", "at": "19:00"}))
    assert 'type="date"' in html and 'value="2026-12-10"' in html and 'type="time"' in html and 'value="19:00"' in html


def test_error_of_the_whole_form_stands_on_top() -> None:
    class Whole(forms.Form):
        def clean(self) -> None:
            raise forms.ValidationError("Dit past niet bij elkaar.")

    assert "Dit past niet bij elkaar." in str(Whole({}))


def test_typed_text_is_escaped() -> None:
    assert "<script>" not in answered(name="<script>", story="</textarea><script>")
