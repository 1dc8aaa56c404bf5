"""What people write with emphasis and lists, made safe: by a library that is kept, with a short list of what may stay."""

import nh3

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4", "blockquote"}
BECOMES = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "div": "p"}


def clean(text: str) -> str:
    """Safe HTML of what was typed or pasted; of a Word page only paragraphs, headings, lists and emphasis are left.

    Text without any tag becomes paragraphs, one for each empty line.
    """
    if "<" not in text:
        return "".join(
            f"<p>{nh3.clean_text(part.strip()).replace(chr(10), '<br>')}</p>" for part in text.split("\n\n") if part.strip()
        )
    for old, new in BECOMES.items():
        for mark in ("<", "</"):
            text = text.replace(f"{mark}{old}>", f"{mark}{new}>").replace(f"{mark}{old} ", f"{mark}{new} ")
    return nh3.clean(text, tags=TAGS, attributes={}, clean_content_tags={"script", "style", "title", "head"}).strip()
