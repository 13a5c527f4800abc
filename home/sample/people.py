"""Invented people of the sample, each marked as sample, with a post."""

import random

from home.sample import facts
from home.sample.book import Book
from orgs.models import Person, Post
from tramgdinh.text.folding import fold
from tramgdinh.text.sorting import person_sort_key

OFFICERS = 104  # enough for both decisions and for those who come and go


def _new_name(dice: random.Random, taken: set[str]) -> tuple[str, str, str]:
    while True:
        middles, givens = dice.choice([facts.MEN, facts.MEN, facts.WOMEN])
        name = (dice.choice(facts.FAMILY_NAMES), dice.choice(middles), dice.choice(givens))
        if " ".join(name) not in taken:
            taken.add(" ".join(name))
            return name


def _titles(dice: random.Random) -> list[tuple[str, str]]:
    """Return (post, home agency) of each officer; the first eight lead the teams."""
    titles = [(title, "Huyện uỷ") for title in facts.COMMITTEE_TITLES]
    for agency in facts.BOARDS:
        titles += [(f"Phó Trưởng {agency}" if agency.startswith("Ban") else f"Phó Chủ nhiệm {agency}", agency)]
        titles += [(f"Chuyên viên {agency}", agency)] * 4
    for agency in facts.UNIONS:
        titles += [
            (f"Chủ tịch {agency}", agency),
            (f"Phó Chủ tịch {agency}", agency),
            (f"Chuyên viên {agency}", agency),
        ]
    rest = [
        (f"{rank} {agency}", agency) for agency in facts.OFFICES for rank in ("Trưởng", "Phó Trưởng", "Chuyên viên")
    ]
    rest = [
        (
            post.replace("Trưởng Văn", "Chánh Văn")
            .replace("Phó Trưởng", "Phó trưởng")
            .replace("Trưởng Phòng", "Trưởng phòng"),
            agency,
        )
        for post, agency in rest
    ]
    while len(titles) < OFFICERS:
        titles += dice.sample(rest, len(rest))
    return titles[:OFFICERS]


def make_people(book: Book) -> None:
    """Make the officers and one secretary for every grassroots organization."""
    dice = random.Random(56)  # noqa: S311  # the same book every time, no secret
    taken: set[str] = set()
    titles = _titles(dice)
    names = [_new_name(dice, taken) for _ in range(OFFICERS + len(book.grassroots))]
    people = [
        Person(
            committee=book.committee,
            family_name=family,
            middle_name=middle,
            given_name=given,
            is_sample=True,
            search_text=fold(f"{family} {middle} {given}"),
            sort_key=person_sort_key(family, middle, given),
        )
        for family, middle, given in names
    ]
    Person.objects.bulk_create(people)
    book.officers, book.secretaries = people[:OFFICERS], people[OFFICERS:]
    book.titles = dict(zip((person.pk for person in book.officers), (title for title, _agency in titles), strict=True))
    Post.objects.bulk_create(
        Post(person=person, title=title, agency=agency, starts_on=facts.FOUNDED_ON, recorded_by=book.by)
        for person, (title, agency) in zip(book.officers, titles, strict=True)
    )
