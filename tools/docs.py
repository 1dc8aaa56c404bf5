"""What `make docs` runs: writes docs/generated/ from the code. `--check` writes nothing and says what is out of date.

permissions.md  who may do what                privacy.md    the register: which data, why, until when
states.md       states and what changes them   addresses.md  every address and who guards it
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "generated"
WRITTEN = "<!-- Written by `make docs` from the code. Change the code, not this page. -->\n"


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is out of date")
    given = parser.parse_args(words)
    made = pages()
    old = [name for name, text in made.items() if not same(FOLDER / name, text)]
    if given.check:
        for name in old:
            print(f"docs/generated/{name} is out of date. Remedy: make docs")
        return int(bool(old))
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in old:
        (FOLDER / name).write_text(made[name], encoding="utf-8")
        print(f"wrote docs/generated/{name}")
    return 0


def same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


def pages() -> dict[str, str]:
    """Name of the page → its whole text; the same code gives the same text."""
    start_django()
    from docs_pages import addresses, permissions, privacy, states

    made = {"permissions.md": permissions(), "privacy.md": privacy(), "states.md": states(), "addresses.md": addresses()}
    return {name: WRITTEN + "\n" + text.strip() + "\n" for name, text in made.items()}


def start_django() -> None:
    """As in production: the pages for developers and tests are no part of the register. Nothing is read from a database."""
    import django
    from django.apps import apps

    if apps.ready:
        return
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "driehoek.settings"
    os.environ.setdefault("DRIEHOEK_HOME", tempfile.mkdtemp(prefix="driehoek-docs-"))
    for name in ("DRIEHOEK_TESTING", "DRIEHOEK_DEBUG", "DRIEHOEK_DEMO"):
        os.environ.pop(name, None)
    django.setup()


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    columns = list(head)
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    lines += [f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |" for row in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
