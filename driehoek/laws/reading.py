"""The product's own source, for laws about words that may or may not stand in it."""

from collections.abc import Iterator
from pathlib import Path

import driehoek

PRODUCT = Path(driehoek.__file__).parent
ROOT = PRODUCT.parent


def product_files(ending: str = ".py") -> Iterator[tuple[str, str]]:
    """(path inside driehoek/, text) of every file that is served; not the tests, the laws or the demo."""
    for path in sorted(PRODUCT.rglob(f"*{ending}")):
        parts = path.relative_to(PRODUCT).parts
        if not {"tests", "laws", "migrations", "conftest.py"} & set(parts):
            yield "/".join(parts), path.read_text(encoding="utf-8")
