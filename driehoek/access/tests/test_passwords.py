"""What staff read when their new password will not do."""

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import override

from driehoek.access.models import User


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("hek-tafel", "te kort: neem minstens 10 tekens"),
        ("1234567890", "gebruiken veel mensen"),
        ("carla@example.nl", "lijkt te veel op je naam"),
        ("CarlaJansen1", "lijkt te veel op je naam"),
    ],
)
def test_a_refused_password_is_explained_in_the_language_of_the_reader(password: str, words: str) -> None:
    person = User(email="carla@example.nl", name="Carla Jansen")
    with pytest.raises(ValidationError) as refused:
        validate_password(password, person)
    assert words in " ".join(refused.value.messages)
    with override("en"), pytest.raises(ValidationError) as refused:
        validate_password(password, person)
    assert words not in " ".join(refused.value.messages)


def test_staff_are_addressed_as_colleagues() -> None:
    told = " ".join(password_validators_help_texts())
    assert "Minstens 10 tekens." in told and "Uw " not in told
