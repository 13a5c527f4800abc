"""Scales, campaigns, ratings."""

import datetime as dt
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from evaluations.models import Campaign, Level, PublishedFigure, Rating, Scheme
from tests.factories.book import CommitteeFactory, OrganizationFactory, RecordedFactory, UserFactory


class SchemeFactory(DjangoModelFactory):
    """A scale of its own; the three real ones come with the migrations."""

    class Meta:
        model = Scheme

    code = factory.Sequence(lambda n: f"scale-{n}")
    name = "Thang xếp loại thử"
    source = "Hướng dẫn thử"
    first_year = 2050


class LevelFactory(DjangoModelFactory):
    class Meta:
        model = Level

    scheme = factory.SubFactory(SchemeFactory)
    code = factory.Sequence(lambda n: f"level-{n}")
    name = "Hoàn thành tốt nhiệm vụ"
    short = "HTTNV"
    rank = factory.Sequence(lambda n: n % 30_000 + 1)
    is_good = True


class CampaignFactory(DjangoModelFactory):
    """An open campaign without rows; `services.open_campaign` makes one with them."""

    class Meta:
        model = Campaign

    committee = factory.SubFactory(CommitteeFactory)
    year = 2019
    scheme = factory.LazyAttribute(lambda row: Scheme.objects.of_year(row.year).get())
    list_day = factory.LazyAttribute(lambda row: dt.date(row.year, 12, 31))
    opened_by = factory.SubFactory(UserFactory)


class RatingFactory(RecordedFactory):
    class Meta:
        model = Rating

    campaign = factory.SubFactory(CampaignFactory)
    organization = factory.SubFactory(OrganizationFactory, committee=factory.SelfAttribute("..campaign.committee"))


class PublishedFigureFactory(RecordedFactory):
    class Meta:
        model = PublishedFigure

    campaign = factory.SubFactory(CampaignFactory)
    value = Decimal("87.8")
    source = "Báo Lạng Sơn, 22/01/2021"
