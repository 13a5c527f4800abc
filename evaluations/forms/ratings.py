"""Ratings as they are entered: one choice holds the level, the reason for none, or "not yet"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluations.forms.campaigns import PaperForm
from evaluations.models import Level, Rating
from evaluations.reports.listing import RatedBody
from evaluations.services import Line, Outcome
from tramgdinh.text.fields import LineField
from tramgdinh.text.folding import clean


def choice_of(rating: Rating) -> str:
    """The value of the choice that a rating stands for."""
    if rating.outcome == Rating.Outcome.RATED:
        return f"level-{rating.level_id}"
    return f"none-{rating.reason}" if rating.outcome == Rating.Outcome.NOT_RATED else Rating.Outcome.OPEN.value


def choices_of(levels: Iterable[Level]) -> list[tuple[str, str]]:
    """The choices with a number in front, so that one key picks one."""
    said = [(f"level-{level.pk}", f"{level.rank}. {level.name}") for level in levels]
    none = [
        (f"none-{value}", _("Left unrated: %(reason)s") % {"reason": label}) for value, label in Rating.Reason.choices
    ]
    return [(Rating.Outcome.OPEN.value, f"0. {Rating.Outcome.OPEN.label}"), *said, *none]


def outcome_of(choice: str, text: str, levels: dict[str, Level]) -> Outcome:
    """What a choice says. KeyError for one that does not exist."""
    if choice == Rating.Outcome.OPEN:
        return Outcome()
    if choice.startswith("none-"):
        reason = Rating.Reason(choice.removeprefix("none-"))
        return Outcome(Rating.Outcome.NOT_RATED, None, reason, text)
    return Outcome(Rating.Outcome.RATED, levels[choice])


@dataclass
class GridRow:
    """A row of the grid as it is shown: what was typed, else what stands."""

    body: RatedBody
    choice: str
    text: str
    version: str
    error: str = ""


class RatingGrid:
    """The grid of a year: 56 rows read by hand, since as many Django forms take half a second to draw."""

    def __init__(self, bodies: Sequence[RatedBody], levels: Sequence[Level], data: Any = None) -> None:
        self.levels = {f"level-{level.pk}": level for level in levels}
        self.choices = choices_of(levels)
        self.paper = GridPaper(data)
        self.rows = [self._row(body, data) for body in bodies]
        self.data = data

    @staticmethod
    def _row(body: RatedBody, data: Any) -> GridRow:
        rating = body.rating
        typed = (data or {}).get
        return GridRow(
            body=body,
            choice=typed(f"choice-{rating.pk}", choice_of(rating)),
            text=clean(typed(f"text-{rating.pk}", rating.reason_text)),
            version=typed(f"version-{rating.pk}", str(rating.version)),
        )

    def lines(self) -> list[Line] | None:
        """What was entered, row by row; None when a row or the paper cannot be taken (said in its place)."""
        lines = [line for row in self.rows if (line := self._line(row)) is not None]
        paper_fits = self.paper.is_valid()
        return lines if paper_fits and len(lines) == len(self.rows) else None

    def mark(self, rating_ids: Iterable[int], sentence: str) -> None:
        """Put a sentence on these rows."""
        for row in self.rows:
            if row.body.rating.pk in rating_ids:
                row.error = sentence

    def _line(self, row: GridRow) -> Line | None:
        try:
            outcome = outcome_of(row.choice, row.text, self.levels)
            version = int(row.version)
        except (KeyError, ValueError):
            row.error = str(_("Choose one of the listed ratings."))
            return None
        if outcome.reason == Rating.Reason.OTHER and not row.text:
            row.error = str(_("Another reason is given in words."))
            return None
        if len(row.text) > Rating._meta.get_field("reason_text").max_length:  # type: ignore[operator]
            row.error = str(_("The reason is too long."))
            return None
        return Line(row.body.rating.pk, version, outcome)


class GridPaper(PaperForm):
    """The decision above the grid; both or neither: while ratings are collated there is none yet."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for field in self.fields.values():
            field.required = False

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = self.cleaned_data
        if found.get("paper_day") and not found.get("paper_number"):
            self.add_error("paper_number", _("Give the number of the decision together with its day."))
        if found.get("paper_number") and not found.get("paper_day"):
            self.add_error("paper_day", _("Give the number of the decision together with its day."))
        return found


class CorrectionForm(PaperForm):
    """Another rating in the place of a published one, under a new decision."""

    choice = forms.ChoiceField(label=_("Rating"))
    text = LineField(label=_("Reason for leaving unrated, in words"), required=False, max_length=300)
    reason = LineField(label=_("Reason for the correction"), max_length=300)
    field_order = ["choice", "text", "reason", "paper_number", "paper_day"]

    def __init__(self, data: Any = None, *, rating: Rating, levels: Sequence[Level]) -> None:
        super().__init__(data, initial={"choice": choice_of(rating), "text": rating.reason_text})
        self.rating, self.levels = rating, {f"level-{level.pk}": level for level in levels}
        self.fields["choice"].choices = choices_of(levels)[1:]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = self.cleaned_data
        if found.get("choice") == "none-other" and not found.get("text"):
            self.add_error("text", _("Another reason is given in words."))
        if found.get("choice") and (found["choice"], found.get("text") or "") == (
            choice_of(self.rating),
            self.rating.reason_text,
        ):
            self.add_error("choice", _("This is the rating that stands; a correction gives another."))
        return found

    @property
    def outcome(self) -> Outcome:
        """What the valid form says."""
        return outcome_of(self.cleaned_data["choice"], self.cleaned_data["text"], self.levels)
