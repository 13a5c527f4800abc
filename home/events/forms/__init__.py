from home.events.forms.base import EventForm
from home.events.forms.single import ChangeKindForm, EndForm, FoundForm, MoveForm, RenameForm
from home.events.forms.succeeding import SucceedForm
from orgs.models import Succession

Event = Succession.Event
FORMS: dict[str, type[EventForm]] = {
    Event.FOUND: FoundForm,
    Event.END: EndForm,
    Event.RENAME: RenameForm,
    Event.MOVE: MoveForm,
    Event.CHANGE_KIND: ChangeKindForm,
    Event.MERGE: SucceedForm,
    Event.SPLIT: SucceedForm,
}

__all__ = ["FORMS", "EventForm"]
