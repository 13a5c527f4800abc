"""The scales on which organizations are rated, as data: names, years, and which levels count as good or
better.
"""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluations.querysets import SchemeQuerySet


@pghistory.track()
class Scheme(models.Model):
    """A scale with its source and its years. Two years on different scales compare only through "good or
    better".
    """

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=200)
    source = models.CharField(_("source"), max_length=300)
    first_year = models.PositiveSmallIntegerField(_("from the year"))
    last_year = models.PositiveSmallIntegerField(_("to the year"), null=True, blank=True)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating scale")
        verbose_name_plural = _("rating scales")
        ordering = ["first_year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year=None) | Q(last_year__gte=F("first_year")),
                name="scheme_years",
                violation_error_message=_("The last year lies before the first."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Level(models.Model):
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="levels", verbose_name=_("rating scale"))
    code = models.SlugField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=100)
    short = models.CharField(_("in files"), max_length=20)
    rank = models.PositiveSmallIntegerField(_("rank, 1 is the best"))
    is_good = models.BooleanField(_("good or better"))

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["scheme", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "rank"],
                name="one_level_rank",
                violation_error_message=_("The scale has this rank."),
            ),
            models.UniqueConstraint(
                fields=["scheme", "code"],
                name="one_level_code",
                violation_error_message=_("This code is taken."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
