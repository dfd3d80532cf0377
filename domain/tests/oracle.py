"""What the published packages `holidays` and `python-stdnum` say, as lines of tab-separated fields for oracle.rs.

    oracle.py versions                  package, version
    oracle.py holidays FIRST LAST       every day of the years: date, public holiday, optional holiday (Danish names, or empty)
    oracle.py cpr-sample COUNT          COUNT invented texts, judged as below
    oracle.py cpr                       the texts on standard input, one a line, judged:
                                        text, verdict (valid, unborn, invalid), birth date, control satisfied (yes, no), replacement
                                        (yes, no); the last three are empty when invalid
"""

import datetime
import importlib.metadata
import random
import sys

import holidays
from stdnum.dk import cpr
from stdnum.exceptions import ValidationError


def print_versions():
    for package in ("holidays", "python-stdnum"):
        print(package, importlib.metadata.version(package), sep="\t")


def print_holidays(first, last):
    years = range(first, last + 1)
    public = holidays.country_holidays("DK", years=years, language="da", categories="public")
    optional = holidays.country_holidays("DK", years=years, language="da", categories="optional")
    day = datetime.date(first, 1, 1)
    while day.year <= last:
        print(day.isoformat(), public.get(day, ""), optional.get(day, ""), sep="\t")
        day += datetime.timedelta(days=1)


def sample(count):
    """Texts of every kind: ordinary and replacement numbers, also with days and centuries that do not exist, and texts that are no
    numbers. The same on every run."""
    randomly = random.Random(20240101)
    for _ in range(count):
        day = randomly.randint(1, 31)
        kind = randomly.random()
        if 0.5 <= kind < 0.8:
            day += 60
        date = f"{day:02}{randomly.randint(1, 12):02}{randomly.randint(0, 99):02}"
        serial = f"{randomly.randint(0, 9999):04}"
        if kind < 0.8:
            yield date + randomly.choice(["", "-", " "]) + serial
        elif kind < 0.9:
            yield "".join(randomly.choices("0123456789", k=10))
        elif kind < 0.95:
            yield "".join(randomly.choices("0123456789", k=randomly.choice([1, 6, 8, 9, 11, 12])))
        else:
            yield date + randomly.choice(["A123", "12x4", "/1234", "123Æ"])


def judge(text):
    number = cpr.compact(text)
    # The package knows no replacement numbers (day + 60): it is asked about the number with the 60 undone.
    is_replacement = len(number) == 10 and number.isascii() and number.isdigit() and 61 <= int(number[:2]) <= 91
    asked = f"{int(number[:2]) - 60:02}{number[2:]}" if is_replacement else number
    try:
        cpr.validate(asked)
        verdict = "valid"
    except ValidationError:
        # The package reads today's date and refuses those not born yet. Only they have a birth date all the same.
        try:
            is_unborn = len(asked) == 10 and asked.isdigit() and cpr.get_birth_date(asked) > datetime.date.today()
        except ValidationError:
            is_unborn = False
        verdict = "unborn" if is_unborn else "invalid"
    if verdict == "invalid":
        print(text, verdict, "", "", "", sep="\t")
    else:
        # The control is of the digits as written.
        control = "yes" if cpr.checksum(number) == 0 else "no"
        print(text, verdict, cpr.get_birth_date(asked).isoformat(), control, "yes" if is_replacement else "no", sep="\t")


def main(arguments):
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    match arguments:
        case ["versions"]:
            print_versions()
        case ["holidays", first, last]:
            print_holidays(int(first), int(last))
        case ["cpr-sample", count]:
            for text in sample(int(count)):
                judge(text)
        case ["cpr"]:
            for line in sys.stdin:
                judge(line.rstrip("\n"))
        case _:
            sys.exit(__doc__)


main(sys.argv[1:])
