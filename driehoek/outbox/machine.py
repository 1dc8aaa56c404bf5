"""Words through a translating machine of one's own: a server that speaks LibreTranslate. Off until an address is set.

Only the texts themselves go out. It is asked straight, past no proxy, and never sends us on to another address.
"""

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any

from django.conf import settings

MOST_BYTES = 2_000_000


class MachineFault(Exception):
    """`why`: 'unreachable', 'refused' (it answered that it won't), or 'nonsense' (its answer can't be read)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def is_there() -> bool:
    """Whether this installation has one."""
    return str(settings.TRANSLATE["url"]).startswith(("http://", "https://"))


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def by_machine(texts: Sequence[str], *, source: str, target: str) -> list[str]:
    """Safe HTML in, HTML out (clean it), in the same order. Raises MachineFault; waits at most the time that is set."""
    body: dict[str, Any] = {"q": list(texts), "source": source, "target": target, "format": "html"}
    if settings.TRANSLATE["key"]:
        body["api_key"] = settings.TRANSLATE["key"]
    address, kind = f"{settings.TRANSLATE['url']}/translate", {"Content-Type": "application/json"}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay)
    try:
        asked = urllib.request.Request(address, json.dumps(body).encode(), kind, method="POST")
        with opener.open(asked, timeout=settings.TRANSLATE["timeout"]) as answer:
            data = answer.read(MOST_BYTES + 1)
    except urllib.error.HTTPError as error:
        error.close()
        raise MachineFault("refused") from error
    except (OSError, ValueError, http.client.HTTPException) as error:  # no name, no connection, too slow, cut off
        raise MachineFault("unreachable") from error
    return _read(data, len(texts))


def _read(data: bytes, many: int) -> list[str]:
    try:
        said = json.loads(data[:MOST_BYTES]).get("translatedText")
    except (ValueError, AttributeError, RecursionError) as error:
        raise MachineFault("nonsense") from error
    if not isinstance(said, list) or len(said) != many or not all(isinstance(one, str) for one in said):
        raise MachineFault("nonsense")
    return [str(one) for one in said]
