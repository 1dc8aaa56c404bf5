"""XML from outside, parsed without any of the powers that XML has: no DTD, no entities, no network, no giants."""

from typing import Any

from .findings import Findings

MAX_BYTES = 50 * 2**20
MAX_TAGS = 1_000_000  # tags and attributes; 5,000 pupils are some 250,000
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")


def parse(data: bytes, findings: Findings) -> Any | None:
    """The root element, or None with one error. Depth is bounded by libxml2 itself (256 without `huge_tree`)."""
    if len(data) > MAX_BYTES:
        findings.error("file_too_large", limit=MAX_BYTES // 2**20)
        return None
    bare = data.replace(b"\0", b"") if b"\0" in data[:1000] else data  # UTF-16 hides the letters between zeros
    if any(word in bare for word in _FORBIDDEN):
        findings.error("entities_forbidden")
        return None
    if bare.count(b"<") + bare.count(b"=") > MAX_TAGS:
        findings.error("too_many_tags")
        return None
    from lxml import etree  # heavy: only where a file is read

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        findings.error("xml_broken", line or 1, str(column), line=line or 1, position=column)
    except (LookupError, ValueError):  # an encoding that nobody knows
        findings.error("xml_broken", 1, "1", line=1, position=1)
    return None


def local(element: Any) -> str:
    """The name of an element without its namespace (UWLR wraps EDEXML in one)."""
    return str(element.tag).rpartition("}")[2]


def children(element: Any | None, name: str) -> list[Any]:
    return [] if element is None else [child for child in element if local(child) == name]


def child(element: Any | None, name: str) -> Any | None:
    return next(iter(children(element, name)), None)
