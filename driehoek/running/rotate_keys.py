"""`driehoek rotate-keys SCHOOL`: a new key for a school, and every sealed value sealed again."""

import argparse
import sys

from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.schools.sealing import rotate


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="driehoek rotate-keys", description=__doc__)
    parser.add_argument("school", help="the school's short name, as in its address")
    given = parser.parse_args(words)
    school = School.objects.filter(slug=given.school).first()
    if school is None:
        print(f"There is no school {given.school!r}.", file=sys.stderr)
        return 2
    with within(school):
        count = rotate(school.pk)
    print(f"{count} rows sealed with a new key.")
    return 0
