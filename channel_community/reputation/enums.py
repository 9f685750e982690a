from django.utils.translation import gettext_lazy as _

#: Name under which reputation treats events.
SUBSCRIBER = "reputation"

#: Doors that a level may open, and what they are called. Gates ask for the key.
CAPABILITIES = {
    "webinar.propose": _("Propose a webinar"),
    "webinar.host": _("Host webinars for your peers"),
    "preview.read": _("Read previews before everybody else"),
    "thread.pin": _("Pin a thread to the top of its board"),
    "member.vouch": _("Vouch for a new member"),
}
