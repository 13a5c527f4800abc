"""The verbs of this app's services in words, for the history pages."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "create_draft": _("draft begun"),
    "change_draft": _("facts of the draft changed"),
    "set_rules": _("rules of the draft changed"),
    "discard_draft": _("draft discarded"),
    "put_team": _("team put into the draft"),
    "remove_team": _("team taken out of the draft"),
    "put_member": _("member put into the draft"),
    "remove_member": _("member taken out of the draft"),
    "put_charges": _("organizations of a team chosen in the draft"),
    "assign_cells": _("cells assigned in the draft"),
    "unassign_cells": _("cells taken back in the draft"),
    "release": _("ended by the draft"),
    "unrelease": _("end by the draft taken back"),
    "issue_decision": _("issue recorded"),
    "attach_scan": _("scan added"),
    "revoke_decision": _("decision revoked"),
    "correct": _("wrong entry corrected"),
    "strike_row": _("wrong entry struck out"),
    "reassign": _("assignment adjusted"),
    "end_for_succession": _("ended with the organization"),
    "end_for_person": _("ended by the comrade's leaving"),
    "delegate": _("acting for the leader begun"),
    "undelegate": _("acting for the leader ended"),
}
