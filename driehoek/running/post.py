"""Whether the domain that we send from lets us: SPF and DMARC in the DNS, and a hint about DKIM."""

from collections.abc import Iterator

import dns.exception
import dns.resolver
from django.conf import settings

Finding = tuple[str, str]
SECONDS = 5.0
notes: list[str] = []  # what could not be checked; the doctor says it and empties it


class CouldNotLook(Exception):
    """No network, or a name server that does not answer: says nothing about the domain."""


def texts(name: str) -> list[str]:
    """The TXT records of a name; none when it has none or does not exist. Raises CouldNotLook."""
    try:
        resolver = dns.resolver.Resolver()
        resolver.lifetime = SECONDS
        return [b"".join(row.strings).decode(errors="replace") for row in resolver.resolve(name, "TXT")]
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError) as error:
        raise CouldNotLook(type(error).__name__) from error


def see_the_world(domain: str) -> None:
    """Raises CouldNotLook where names of the world don't exist: a closed network answers 'no such name' to everything."""
    top = domain.rpartition(".")[2] + "."
    try:
        dns.resolver.resolve(top, "NS", lifetime=SECONDS)
    except (dns.exception.DNSException, OSError) as error:
        raise CouldNotLook(type(error).__name__) from error


def sending_domain() -> Iterator[Finding]:
    """What is missing. A domain for examples is not looked up."""
    domain = str(settings.DEFAULT_FROM_EMAIL).partition("@")[2].strip().rstrip(">").lower()
    if settings.DEMO or not settings.SMTP["host"]:
        return
    if not domain or domain == "localhost" or domain.endswith(("example.org", "example.com", "example.net")):
        yield f"mail is sent from {settings.DEFAULT_FROM_EMAIL}, which is nobody's address", "set DRIEHOEK_MAIL_FROM"
        return
    try:
        see_the_world(domain)
        yield from _spf(domain)
        yield from _dmarc(domain)
    except CouldNotLook as error:
        notes.append(f"could not look up {domain} ({error}): no network? SPF and DMARC were not checked")


def _spf(domain: str) -> Iterator[Finding]:
    found = [text for text in texts(domain) if text.lower().split(" ")[0] == "v=spf1"]
    if not found:
        yield f"{domain} has no SPF record", f"add a TXT record to {domain}: v=spf1 include:<your mail server> -all"
    elif len(found) > 1:
        yield f"{domain} has {len(found)} SPF records; receivers then trust none", "join them in one record"
    elif "+all" in found[0].lower().split():
        yield f"the SPF record of {domain} lets everybody send", "end it with -all or ~all"


def _dmarc(domain: str) -> Iterator[Finding]:
    for name in _upwards(domain):
        found = [text for text in texts(f"_dmarc.{name}") if text.lower().replace(" ", "").startswith("v=dmarc1")]
        if found:
            if len(found) > 1:
                yield f"_dmarc.{name} has {len(found)} DMARC records; receivers then use none", "keep one"
            return
    yield (
        f"{domain} has no DMARC record; big mailboxes refuse or hide such mail",
        f"add a TXT record to _dmarc.{domain}: v=DMARC1; p=none; rua=mailto:<who reads reports>",
    )


def _upwards(domain: str) -> list[str]:
    """The domain and those above it, without the last part: a record there counts as well."""
    parts = domain.split(".")
    return [".".join(parts[place:]) for place in range(max(len(parts) - 1, 1))]


def dkim_hint() -> str:
    """DKIM can't be looked up: only who signs knows its selector."""
    return "DKIM: send yourself a mail and look for dkim=pass; let it sign List-Unsubscribe and List-Unsubscribe-Post"
