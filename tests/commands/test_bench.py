"""The bench itself: what it forbids is really forbidden."""

import socket

import pytest
from django.template import engines
from django.template.base import Origin, Template

from tests.bench import NetworkForbidden, UndefinedVariable
from tests.clusters import ROOT


def render(source: str, name: str, **context: object) -> str:
    engine = engines["django"].engine
    from django.template import Context  # noqa: PLC0415

    return Template(source, origin=Origin(name), engine=engine).render(Context(context))


OURS = str(ROOT / "templates" / "orgs" / "made_up.html")
THEIRS = "/usr/lib/third/party.html"


@pytest.mark.parametrize(
    "source", ["{{ nobody }}", "{{ given.nothing }}", "{% with a=nobody %}{% endwith %}", "{{ nobody|default:'x' }}"]
)
def test_undefined_variable_in_a_template_of_ours_fails(source: str) -> None:
    with pytest.raises(UndefinedVariable, match=r"orgs/made_up.html:1: .* is not defined"):
        render(source, OURS, given={})


def test_question_whether_a_variable_is_there_is_allowed() -> None:
    assert render("{% if nobody %}a{% else %}b{% endif %}", OURS) == "b"


def test_undefined_variable_elsewhere_stays_empty_and_goes_through_filters() -> None:
    assert render("[{{ nobody }}{{ nobody|default:'x' }}]", THEIRS) == "[x]"


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 80)])
def test_network_is_forbidden(address: tuple[str, int]) -> None:
    with socket.socket() as probe, pytest.raises(NetworkForbidden):
        probe.connect(address)
