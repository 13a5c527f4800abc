"""The years as a line: known rates joined, open years hollow, years without a figure a gap."""

from django.utils.translation import gettext as _

from evaluations.reports.rates import YearRate
from tramgdinh.documents.charts import Chart, Target, Value, line_chart
from tramgdinh.text.numbers import show_number, show_percent

HIGHEST = 100


def trend_of(rates: list[YearRate]) -> Chart:
    """Return the chart of `rates`, at least one; its foot lies ten points or more below the lowest rate."""
    by_year = {row.year: row for row in rates}
    values = [_value(year, by_year.get(year)) for year in range(min(by_year), max(by_year) + 1)]
    known = [float(value.value) for value in values if value.value is not None]
    latest = max(rates, key=lambda row: row.year)
    target = latest.campaign.target
    if target is not None:
        known.append(float(target))
    return line_chart(
        title=_("Organizations rated good or better, per cent of those rated"),
        values=values,
        label_head=_("Year"),
        value_head=_("Rate"),
        low=max(0, int((min(known, default=HIGHEST) - 10) // 20 * 20)),
        high=HIGHEST,
        target=Target(value=target, label=_("Target %(rate)s") % {"rate": show_percent(target)})
        if target is not None
        else None,
        tick_text=lambda tick: f"{show_number(int(tick))}%",
    )


def _value(year: int, row: YearRate | None) -> Value:
    if row is None or row.said is None:
        return Value(label=str(year), value=None)
    note = _("provisional") if row.is_provisional else f"{row.good}/{row.rated}" if row.rated else ""
    return Value(label=str(year), value=row.said, text=show_percent(row.said), note=note, open=row.is_provisional)
