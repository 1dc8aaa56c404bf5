"""`driehoek`: one command. Running the product, and every algorithm by itself.

Exit codes: 0 done; 1 done and the answer is 'no'; 2 the input or call is wrong.
"""

import importlib
import os
import sys
from collections.abc import Callable

USAGE = """usage: driehoek COMMAND …

  demo [--port N]                a demo school on the embedded database
  serve [--port N]               production: web and worker together
  worker                         worker alone
  migrate                        bring the database up to date (as the owner of its tables)
  new-school                     asks for school and first administrator
  reset-factor EMAIL             forget a lost second factor, when no other administrator can
  doctor                         what is not right with this installation, and its remedy
  rotate-keys SCHOOL             seal a school's fields with a new key
  roster FILE… [--school SLUG] [--apply] [--json]
  division plan IN OUT | check IN OUT
  themes NOTES.csv OUT.json [--sorted SORTED.csv]   for every note the likely themes
  opinions VOTES.csv OUT.json    common ground, and ways of looking when they are really there
"""

# command: (module, needs Django)
COMMANDS: dict[str, tuple[str, bool]] = {
    "demo": ("driehoek.demo.command", False),
    "serve": ("driehoek.running.serve", False),
    "worker": ("driehoek.running.work", True),
    "migrate": ("driehoek.running.migrate", False),
    "new-school": ("driehoek.running.new_school", True),
    "reset-factor": ("driehoek.running.reset_factor", True),
    "doctor": ("driehoek.running.doctor", True),
    "rotate-keys": ("driehoek.running.rotate_keys", True),
    "roster": ("driehoek.people.command", True),
    "division": ("driehoek.algorithms.division.command", False),
    "themes": ("driehoek.library.command", False),
    "opinions": ("driehoek.algorithms.opinions.command", False),
}


def main(argv: list[str] | None = None) -> int:
    words = sys.argv[1:] if argv is None else argv
    if not words or words[0] in {"-h", "--help", "help"}:
        print(USAGE, end="")
        return 0 if words else 2
    if words[0] not in COMMANDS:
        print(f"driehoek: there is no command {words[0]!r}\n\n{USAGE}", end="", file=sys.stderr)
        return 2
    module, needs_django = COMMANDS[words[0]]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "driehoek.settings")
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # its threads wait by spinning: many times the work, and no faster for ours
    if needs_django:
        import django

        django.setup()
    command: Callable[[list[str]], int] = importlib.import_module(module).main
    try:
        return command(words[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
