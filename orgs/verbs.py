"""The verbs of this app's services in words, for the history pages."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "found_organization": _("organization founded"),
    "end_organization": _("end of an organization recorded"),
    "rename_organization": _("organization renamed"),
    "move_organization": _("organization moved under another parent"),
    "change_kind_organization": _("kind of organization changed"),
    "merge_organization": _("organizations merged"),
    "split_organization": _("organization split"),
    "correct_state": _("wrong entry of an organization put right"),
    "correct_event": _("wrong entry of an event put right"),
    "withdraw_event": _("event voided as a wrong entry"),
    "correct_record": _("wrong entry put right"),
    "void_record": _("entry voided"),
    "record_office": _("office recorded"),
    "end_office": _("office ended"),
    "record_pattern": _("meeting pattern recorded"),
    "record_head_count": _("head-count recorded"),
    "correct_head_count": _("head-count put right"),
    "record_place": _("place recorded"),
    "record_travel": _("minutes on the road recorded"),
    "record_person": _("person entered"),
    "change_person": _("name or telephone put right"),
    "record_post": _("post recorded"),
    "end_post": _("post ended"),
    "load_sample": _("sample data loaded"),
}
