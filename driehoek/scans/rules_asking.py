"""What holds for asking: how long, how often somebody is reminded, when parents are told beforehand. Plain values only."""

import datetime as dt

PERSONAL, CLASS, CHILD = "scan", "scanclass", "scanchild"  # purposes of codes: of a person, of a class, of 'my child may not'
KINDS = ("link", "printed")
DAYS = 14  # that a questionnaire runs when nobody says otherwise
LONGEST = 70
FARTHEST = dt.timedelta(days=366)  # from today to the first day
TOLD_DAYS = 5  # between telling parents that their child will be asked and asking
CODE_DAYS = 30  # after the last day: so long a link says that it is over
MOST_REMINDERS = 2
DAYS_BETWEEN = 5
PARENTS_A_FAMILY = 2  # where only the number of families is known, this many could answer at most
OWN_SAY = 16  # from this age on a pupil decides
MANY = 10  # contact languages are told from this many asked people on


def last_day_for(first: dt.date) -> dt.date:
    """The last of two weeks that begin on `first`."""
    return first + dt.timedelta(days=DAYS)


def longest_until(first: dt.date) -> dt.date:
    """The latest last day of what begins on `first`."""
    return first + dt.timedelta(days=LONGEST)


def reminder_from(sent_at: dt.datetime, reminded_at: dt.datetime | None) -> dt.datetime:
    """The first moment at which a next reminder may go out."""
    return max(sent_at, reminded_at or sent_at) + dt.timedelta(days=DAYS_BETWEEN)


def may_be_reminded(
    sent_at: dt.datetime | None, reminders: int, reminded_at: dt.datetime | None, gone: bool, now: dt.datetime
) -> bool:
    """Whether a person may be reminded now. Whether they answered, or want no reminder, is not asked: the letter itself finds that out."""
    if sent_at is None or gone or reminders >= MOST_REMINDERS:
        return False
    return now >= reminder_from(sent_at, reminded_at)
