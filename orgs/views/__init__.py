from orgs.views.events import event_correct, event_list, event_withdraw
from orgs.views.people import person_change, person_new, post_new
from orgs.views.records import head_count_new, office_end, office_new, pattern_new, state_correct

__all__ = [
    "event_correct",
    "event_list",
    "event_withdraw",
    "head_count_new",
    "office_end",
    "office_new",
    "pattern_new",
    "person_change",
    "person_new",
    "post_new",
    "state_correct",
]
