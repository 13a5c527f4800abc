"""What holds of ratings whoever writes."""

import threading

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.models import Role
from evaluations import services
from evaluations.models import Campaign, Rating
from evaluations.services import Line
from tests.evaluations.years import make_bodies, publish, rate_year, unrated
from tests.factories import CommitteeFactory, RatingFactory, make_user
from tramgdinh.database.refusals import explain

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def make_year(*, good=1, rated=2, published=False):
    committee = CommitteeFactory()
    staff = make_user(Role.STAFF, committee)
    make_bodies(committee, staff, 3)
    campaign = rate_year(committee, staff, 2019, good=good, rated=rated)
    if published:
        publish(campaign, staff)
    return campaign, staff


def refused(sql: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return explain(caught.value) or str(caught.value)


LOCKED = "Xếp loại đã công bố và khoá"


def test_a_published_year_is_locked_for_everybody():
    campaign, staff = make_year(published=True)

    assert LOCKED in refused("UPDATE evaluations_rating SET reason_text = 'khác'")
    assert LOCKED in refused("UPDATE evaluations_campaign SET state = 'open', published_at = NULL, good_count = NULL")
    assert LOCKED in refused("UPDATE evaluations_campaign SET good_count = 2")
    with pytest.raises(DatabaseError), transaction.atomic():
        RatingFactory(campaign=campaign, recorded_by=staff)
    with pytest.raises(DatabaseError), transaction.atomic():
        Rating.objects.bulk_create([Rating(campaign=campaign, organization_id=1, recorded_by=staff)])


def test_nothing_is_deleted_or_emptied():
    make_year()

    for table in ("rating", "campaign"):
        assert "thì không xoá" in refused(f"DELETE FROM evaluations_{table}")
    for table in ("rating", "campaign", "publishedfigure"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE evaluations_{table} CASCADE")


def test_publishing_counts_the_rows_itself():
    campaign, staff = make_year()
    publishing = (
        "UPDATE evaluations_campaign SET state = 'published', published_at = now(), published_by_id = %s,"
        " good_count = %s, rated_count = %s"
    )

    assert "Chỉ công bố khi" in refused(publishing, staff.pk, 2, 2)
    Rating.objects.filter(outcome="not_rated").update(outcome="open", reason="")
    assert "Chỉ công bố khi" in refused(publishing, staff.pk, 1, 2)
    assert Campaign.objects.get(pk=campaign.pk).is_open


def test_a_rating_stays_with_its_organization_and_year():
    make_year()

    assert "thì không viết lại" in refused("UPDATE evaluations_rating SET organization_id = organization_id + 1")


def test_a_correction_stands_for_the_rating_that_it_voids():
    campaign, _staff = make_year(published=True)
    first, second = Rating.objects.filter(campaign=campaign)[:2]
    columns = "campaign_id, organization_id, outcome, reason, reason_text, paper_number, paper_day, version,"
    columns += " corrects_id, recorded_at, recorded_by_id, void_reason"
    values = f"{campaign.pk}, {second.organization_id}, 'not_rated', 'new', '', '1', '2020-01-01', 1, {first.pk}"
    void = {"voided_at": "2020-01-01T00:00Z", "voided_by": second.recorded_by_id, "void_reason": "x"}
    Rating.objects.filter(pk=second.pk).update(**void)

    said = refused(f"INSERT INTO evaluations_rating ({columns}) VALUES ({values}, now(), {second.recorded_by_id}, '')")

    assert "đính chính" in said


def test_a_rating_has_a_level_or_a_reason_or_neither():
    campaign, _staff = make_year()
    for wrong in ({"outcome": "rated"}, {"outcome": "not_rated"}, {"reason": "new"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RatingFactory(campaign=campaign, **wrong)


@pytest.mark.django_db(transaction=True)
def test_entering_while_another_publishes_gives_one_of_the_two():
    campaign, staff = make_year()
    row = Rating.objects.filter(campaign=campaign, outcome="rated").order_by("pk").first()
    barrier, found = threading.Barrier(2), []

    def run(call):
        barrier.wait(timeout=10)
        try:
            call()
            found.append("done")
        except services.AlreadyPublished:
            found.append("locked")
        finally:
            connection.close()

    line = [Line(row.pk, row.version, unrated())]
    threads = [
        threading.Thread(target=run, args=(lambda: publish(campaign, staff),)),
        threading.Thread(target=run, args=(lambda: services.set_ratings(campaign=campaign, lines=line, by=staff),)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    campaign.refresh_from_db()
    counted = Rating.objects.filter(campaign=campaign, outcome="rated").count()
    assert campaign.rated_count == counted
    assert sorted(found) in (["done", "done"], ["done", "locked"])
