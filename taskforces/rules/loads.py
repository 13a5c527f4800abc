"""What a reassignment does to the number of cells of the people in it, against the rule of their decision."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import Count

from orgs.models import Person
from taskforces.models import Assignment, Decision, DecisionRule
from taskforces.rules.broken import Breach


def load_breaches(*, moves: Iterable[tuple[Person | None, Person]], base: Decision, day: dt.date) -> list[Breach]:
    """Return whose number of cells breaks the rule of `base` after `moves` (from whom, to whom). Two queries."""
    rule = DecisionRule.objects.filter(decision=base, code=DecisionRule.Code.CELLS_PER_MEMBER).first()
    if rule is None or rule.mode == DecisionRule.Mode.ALLOW:
        return []
    people: dict[int, Person] = {}
    change: Counter[int] = Counter()
    for was, becomes in moves:
        for person, by in ((was, -1), (becomes, 1)):
            if person is not None:
                people[person.pk] = person
                change[person.pk] += by
    held = _held(people, day)
    after = {pk: held.get(pk, 0) + change[pk] for pk in people}
    return [
        Breach(
            code=rule.code,
            mode=rule.mode,
            who=people[pk].full_name,
            number=number,
            minimum=rule.minimum,
            maximum=rule.maximum,
            person_id=pk,
        )
        for pk, number in after.items()
        if number < (rule.minimum or 0) or (rule.maximum is not None and number > rule.maximum)
    ]


def _held(people: Mapping[int, Person], day: dt.date) -> dict[int, int]:
    rows = Assignment.objects.on(day).in_charge().filter(person_id__in=people).order_by()
    return dict(rows.values_list("person_id").annotate(number=Count("pk")))
