"""People who can be put on a team or hold an office, and their posts. No dossier: name, post, telephone."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.history import history
from accounts.models import User
from orgs.models import Committee, Person, Post
from orgs.services.refusals import NothingChanges
from tramgdinh.text.dates import show_day

_ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def record_person(
    *, committee: Committee, family_name: str, middle_name: str, given_name: str, by: User, phone: str = ""
) -> Person:
    """Enter a person; two may have the same name, so the caller shows who is there already."""
    person = Person(
        committee=committee,
        family_name=family_name,
        middle_name=middle_name,
        given_name=given_name,
        phone=phone,
    )
    person.full_clean(exclude=["search_text", "sort_key"])
    with history(by=by, verb="record_person"):
        person.save()
    return person


@transaction.atomic
def change_person(
    *, person: Person, family_name: str, middle_name: str, given_name: str, phone: str, by: User, reason: str
) -> Person:
    """Put a name or telephone right; the history keeps what it was."""
    Person.objects.select_for_update().only("pk").get(pk=person.pk)
    person.family_name, person.middle_name, person.given_name, person.phone = (
        family_name,
        middle_name,
        given_name,
        phone,
    )
    person.full_clean(exclude=["search_text", "sort_key"])
    with history(by=by, verb="change_person", reason=reason):
        person.save(update_fields=["family_name", "middle_name", "given_name", "phone", "search_text", "sort_key"])
    return person


@transaction.atomic
def record_post(
    *,
    person: Person,
    title: str,
    starts_on: dt.date,
    by: User,
    agency: str = "",
    ends_on: dt.date | None = None,
) -> Post:
    """Record a person's main post from `starts_on`; the one before it ends the day before."""
    Person.objects.select_for_update().only("pk").get(pk=person.pk)
    rows = Post.objects.live().filter(person=person)
    if rows.on(starts_on).filter(title=title, agency=agency).exists():
        raise NothingChanges(_("This is already recorded on %(day)s.") % {"day": show_day(starts_on)})
    post = Post(person=person, title=title, agency=agency, starts_on=starts_on, ends_on=ends_on, recorded_by=by)
    with history(by=by, verb="record_post"):
        rows.filter(ends_on=None, starts_on__lt=starts_on).update(ends_on=starts_on - _ONE_DAY)
        post.full_clean(exclude=["recorded_by"])
        post.save()
    return post


@transaction.atomic
def end_post(*, post: Post, last_day: dt.date, by: User, reason: str) -> None:
    """End a post after `last_day`."""
    still_open = Post.objects.live().filter(pk=post.pk, ends_on=None, starts_on__lte=last_day)
    with history(by=by, verb="end_post", reason=reason):
        if not still_open.update(ends_on=last_day):
            raise NothingChanges(_("This has already ended, or had not begun by then."))


@transaction.atomic
def enter_person(*, committee_id: int, post: dict[str, Any] | None, by: User, **names: str) -> Person:
    """Enter a person together with his post, if one is given: both or neither."""
    person = record_person(committee=Committee.objects.get(pk=committee_id), by=by, **names)
    if post:
        record_post(person=person, by=by, **post)
    return person
