"""People who can be put on a team or hold an office. No dossier: name, post, telephone, nothing else."""

import pghistory
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from orgs.models.committees import Committee
from orgs.periods import Dated, days_in_order, void_has_reason
from orgs.querysets import PersonQuerySet
from tramgdinh.database.ranges import NoOverlap
from tramgdinh.text.folding import clean, fold
from tramgdinh.text.sorting import person_sort_key


def shown_name(name: str, *, is_sample: bool) -> str:
    """The name as it is shown: an invented person of the sample says so wherever he appears."""
    return gettext("%(name)s (sample)") % {"name": name} if is_sample else name


@pghistory.track(exclude=["search_text", "sort_key"])
class Person(models.Model):
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="people", verbose_name=_("committee"))
    account = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, related_name="person", verbose_name=_("account")
    )
    family_name = models.CharField(_("family name"), max_length=40)
    middle_name = models.CharField(_("middle name"), max_length=80, blank=True)
    given_name = models.CharField(_("given name"), max_length=40)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    is_sample = models.BooleanField(_("sample person"), default=False, editable=False)
    search_text = models.CharField(max_length=200, editable=False)
    sort_key = models.CharField(max_length=400, editable=False, db_collation="C")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["committee", "sort_key"], name="person_alphabet")]

    def __str__(self) -> str:
        return self.full_name

    def save(self, **kwargs) -> None:  # type: ignore[no-untyped-def]
        """Keep the folded text and the sort key beside the name."""
        self.family_name, self.middle_name, self.given_name = map(
            clean, (self.family_name, self.middle_name, self.given_name)
        )
        self.search_text = fold(self.plain_name)
        self.sort_key = person_sort_key(self.family_name, self.middle_name, self.given_name)
        super().save(**kwargs)

    @property
    def plain_name(self) -> str:
        return " ".join(filter(None, (self.family_name, self.middle_name, self.given_name)))

    @property
    def full_name(self) -> str:
        return shown_name(self.plain_name, is_sample=self.is_sample)


@pghistory.track()
class Post(Dated):
    """What a person was and where, from day to day: "Phó Trưởng Ban Tổ chức Huyện uỷ"."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts", verbose_name=_("person"))
    title = models.CharField(_("post"), max_length=200)
    agency = models.CharField(_("home agency"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["-starts_on"]
        constraints = [
            NoOverlap(name="one_main_post", same=["person"], message=_("The person already has a main post then.")),
            days_in_order("post_days"),
            void_has_reason("post_void"),
        ]

    def __str__(self) -> str:
        return self.title
