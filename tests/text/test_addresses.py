from uuid import UUID

from django.urls import reverse

from tramgdinh.text.templatetags.addresses import NO_UUID, numbered


def test_numbered_gives_the_address_of_a_row():
    pattern = reverse("orgs:organization_detail", args=[0])

    assert numbered(pattern, 105) == reverse("orgs:organization_detail", args=[105])


def test_numbered_takes_a_uuid():
    pk = UUID("0190a000-0000-7000-8000-00000000000a")
    pattern = reverse("meetings:meeting_detail", args=[NO_UUID])

    assert numbered(pattern, pk) == reverse("meetings:meeting_detail", args=[pk])
