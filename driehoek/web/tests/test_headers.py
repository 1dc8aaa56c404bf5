"""What may never stand in a log: codes and addresses, also in the words of an error."""

import io
import logging

from driehoek.web.headers import ScrubSecrets


def test_codes_and_addresses_stay_out_of_the_log_also_in_the_traceback_of_an_error() -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(ScrubSecrets())
    log = logging.getLogger("driehoek.a-test")
    log.addHandler(handler)
    log.propagate = False
    log.warning("Not Found: /s/klimboom/scan/telefoon/1c1f9d2b/ and /s/klimboom/v/kind/2d2e8c3a/?taal=nl")
    try:
        raise ValueError("Key (email)=(aicha@example.org) already exists, see /c/K7M4PQ9XT2AB")
    except ValueError:
        log.exception("POST /c/%s by %s, POST /s/klimboom/v/%s/", "K7M4PQ9XT2AB", "bas@example.org", "0f0a9b7e")
    told = out.getvalue()
    assert "ValueError" in told and "Traceback" in told
    assert not [secret for secret in ("aicha", "bas@", "K7M4PQ", "0f0a9b7e", "1c1f9d2b", "2d2e8c3a") if secret in told]
