"""`driehoek reset-factor EMAIL`: forget somebody's second factor, for the only administrator who lost it.

Who may run commands on the server may do this; make sure first who is asking. The person is told by mail.
"""

import argparse
import sys

from driehoek.access.models import User
from driehoek.people.services.factors import reset_factor_from_server


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="driehoek reset-factor", description=__doc__)
    parser.add_argument("email", help="the address that the account signs in with")
    given = parser.parse_args(words)
    user = User.objects.filter(email=given.email.strip().lower()).first()
    if user is None:
        print(f"There is no account {given.email!r}.", file=sys.stderr)
        return 2
    schools = reset_factor_from_server(user)
    if not schools:
        print(f"{user.email} has no role at any school; nothing was changed.", file=sys.stderr)
        return 1
    print(f"The second factor of {user.email} is forgotten ({', '.join(schools)}). At the next sign-in a new one is set up.")
    return 0
