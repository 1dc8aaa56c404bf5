"""Two entries that become one: which two, and what was shown of it."""

from django import forms

from .forms_families import TwoForm


class JoinForm(TwoForm):
    """`seen` is '' until somebody saw what becomes of them."""

    seen = forms.CharField(required=False, max_length=40)
