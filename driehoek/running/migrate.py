"""`driehoek migrate`: bring the database up to date, as its owner (DRIEHOEK_OWNER_URL when that differs)."""

import argparse
import os


def main(words: list[str]) -> int:
    argparse.ArgumentParser(prog="driehoek migrate", description=__doc__).parse_args(words)
    migrate(verbosity=1)
    return 0


def migrate(verbosity: int = 0) -> None:
    os.environ["DRIEHOEK_AS_OWNER"] = "1"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=verbosity, interactive=False)
