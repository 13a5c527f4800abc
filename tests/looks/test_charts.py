"""Charts: places that can be checked by head, and figures that are never lost."""

from decimal import Decimal

from django.template.loader import render_to_string

from tests.looks.gallery import trend
from tramgdinh.documents.charts import HEIGHT, Value, bar_chart, line_chart


def values(*numbers: float | None) -> list[Value]:
    return [Value(label=str(2015 + n), value=number) for n, number in enumerate(numbers)]


def test_line_chart_breaks_at_a_gap() -> None:
    chart = line_chart(title="t", values=values(1, 2, None, 3, 4), label_head="", value_head="", high=4)

    assert [len(path.split()) for path in chart.paths] == [2, 2]
    assert [point.value for point in chart.points] == ["1", "2", "", "3", "4"]
    assert [point.dot for point in chart.points] == [True, True, False, True, True]


def test_line_chart_draws_no_line_through_one_known_value() -> None:
    chart = line_chart(title="t", values=values(None, 2, None), label_head="", value_head="")

    assert chart.paths == []


def test_bar_heights_are_in_the_proportion_of_the_numbers() -> None:
    chart = bar_chart(title="t", values=values(10, 20, 40), label_head="", value_head="", high=40)

    heights = [Decimal(bar.height) for bar in chart.bars]

    assert [height / heights[0] for height in heights] == [1, 2, 4]


def test_scale_is_a_round_number_above_all_values() -> None:
    chart = bar_chart(title="t", values=values(12, 300), label_head="", value_head="")

    assert [tick.label for tick in chart.ticks] == ["0", "100", "200", "300", "400"]


def test_value_outside_the_scale_is_drawn_at_the_edge() -> None:
    chart = line_chart(title="t", values=values(50, 120), label_head="", value_head="", low=70, high=100)

    assert [point.y for point in chart.points] == [chart.ticks[0].y, chart.ticks[-1].y]
    assert all(0 <= Decimal(point.y) <= HEIGHT for point in chart.points)


def test_chart_without_any_value_still_has_its_axis() -> None:
    chart = line_chart(title="t", values=[], label_head="", value_head="")

    assert (chart.points, chart.paths, len(chart.ticks)) == ([], [], 5)


def test_chart_template_writes_coordinates_with_a_point_and_figures_with_a_comma() -> None:
    drawn = render_to_string("components/chart.html", {"chart": trend()})

    assert 'points="' in drawn
    assert "87,8%" in drawn
    assert 'viewBox="0 0 480 230"' in drawn
    assert not [part for part in drawn.split() if part.startswith(("x=", "y=", "x1=", "cy=", "width=")) and "," in part]
