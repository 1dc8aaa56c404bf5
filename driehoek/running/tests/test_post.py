"""The doctor looks up the domain that we send from; offline it says so and does not fall over."""

from typing import Any

import dns.resolver
import pytest

from driehoek.running import doctor, post

SPF, DMARC = "v=spf1 include:_spf.example -all", "v=DMARC1; p=none"


@pytest.fixture
def zone(settings: Any, monkeypatch: Any) -> dict[str, list[str]]:
    settings.DEFAULT_FROM_EMAIL = "driehoek@mail.school.test"
    settings.SMTP = {**settings.SMTP, "host": "mail.school.test"}
    found: dict[str, list[str]] = {"mail.school.test": ["something else", SPF], "_dmarc.school.test": [DMARC]}
    monkeypatch.setattr(post, "texts", lambda name: found.get(name, []))
    monkeypatch.setattr(post, "see_the_world", lambda domain: None)
    return found


def wrong() -> str:
    return " ".join(one for one, _ in post.sending_domain())


def test_a_domain_that_lets_us_send_is_well_and_a_record_above_it_counts(zone: dict[str, list[str]]) -> None:
    assert wrong() == ""


@pytest.mark.parametrize(
    ("name", "records", "said"),
    [
        ("mail.school.test", [], "no SPF"),
        ("mail.school.test", ["v=spf10 -all"], "no SPF"),
        ("mail.school.test", [SPF, SPF], "2 SPF records"),
        ("mail.school.test", ["v=spf1 +all"], "lets everybody send"),
        ("_dmarc.school.test", [], "no DMARC"),
        ("_dmarc.school.test", [DMARC, DMARC], "2 DMARC"),
    ],
)
def test_what_is_missing_is_said_with_its_remedy(zone: dict[str, list[str]], name: str, records: list[str], said: str) -> None:
    zone[name] = records
    assert said in wrong()
    assert all(remedy for _, remedy in post.sending_domain())


def test_an_address_of_nobody_is_seen_without_looking(settings: Any, zone: dict[str, list[str]]) -> None:
    settings.DEFAULT_FROM_EMAIL = "driehoek@example.org"
    assert "nobody's address" in wrong()
    settings.DEMO = True
    assert wrong() == ""


def test_offline_it_says_so(zone: dict[str, list[str]], monkeypatch: Any, capsys: Any) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise dns.resolver.NoNameservers

    monkeypatch.undo()
    monkeypatch.setattr(dns.resolver.Resolver, "resolve", away)
    with pytest.raises(post.CouldNotLook):
        post.texts("school.test")


def test_offline_nothing_is_wrong(zone: dict[str, list[str]], monkeypatch: Any, capsys: Any) -> None:
    def away(name: str) -> list[str]:
        raise post.CouldNotLook("NoNameservers")

    monkeypatch.setattr(post, "texts", away)
    assert wrong() == ""
    monkeypatch.setattr(doctor, "CHECKS", {"the domain": post.sending_domain})
    post.notes.clear()
    assert doctor.main([]) == 0
    said = capsys.readouterr().out
    assert "?    the domain\n" in said and "could not look up mail.school.test" in said


def test_a_closed_network_that_knows_no_name_says_nothing_about_the_domain(
    zone: dict[str, list[str]], monkeypatch: Any, capsys: Any
) -> None:
    def knows_nothing(*_: Any, **__: Any) -> None:
        raise dns.resolver.NXDOMAIN

    monkeypatch.undo()
    monkeypatch.setattr(dns.resolver, "resolve", knows_nothing)
    with pytest.raises(post.CouldNotLook):
        post.see_the_world("school.test")


def test_the_doctor_asks_it() -> None:
    assert doctor.CHECKS["the domain that mail is sent from"] is post.sending_domain
