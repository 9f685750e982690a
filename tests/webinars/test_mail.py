"""Mail that follows a seat: real multipart, one calendar object, to one person, once."""

import email
import re
from datetime import datetime
from email import policy

import pytest
from django.core import mail

from channel_community.events.dispatch import relay
from channel_community.events.models import Delivery
from channel_community.webinars import actions
from tests.factories import MemberFactory, PartnerFactory
from tests.webinars.conftest import END
from tests.webinars.ics import Parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    """Runs what waits for the commit, as a real transaction would, knock-on events included."""

    def run(action, **given):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            result = action(**given)
        while relay():
            pass
        return result

    return run


def wire(message):
    """The message as it goes over the wire: every line ends in CRLF."""
    return re.sub(rb"\r?\n", b"\r\n", message.message().as_bytes())


def read(message):
    """The message as it arrives, parsed again."""
    return email.message_from_bytes(wire(message), policy=policy.default)


def calendars(message):
    return [part for part in read(message).walk() if part.get_content_type() == "text/calendar"]


def invitation(message):
    return Parsed(calendars(message)[0].get_payload(decode=True))


def test_confirmation_is_multipart_with_the_invitation_twice(schedule, on_commit):
    webinar = schedule(partner=PartnerFactory(name="Harbourline"))
    member = MemberFactory(name="Ana Núñez", timezone="Asia/Tokyo")
    on_commit(actions.register, webinar=webinar, member=member)
    (message,) = mail.outbox
    parts = [part.get_content_type() for part in read(message).walk()]
    assert parts[0] == "multipart/mixed"
    assert parts.count("text/calendar") == 2
    assert {"multipart/alternative", "text/plain", "text/html"} <= set(parts)
    for part in calendars(message):
        assert part.get_param("method") == "REQUEST"
        assert Parsed(part.get_payload(decode=True)).method == "REQUEST"
    assert member.user.email in str(read(message)["To"])
    assert "Harbourline" in str(read(message)["From"])


def test_confirmation_says_both_clocks_and_never_the_meeting_address(schedule, on_commit):
    webinar, member = schedule(), MemberFactory(timezone="Asia/Tokyo")
    on_commit(actions.register, webinar=webinar, member=member)
    (message,) = mail.outbox
    text = read(message).get_body(("plain",)).get_content()
    html = read(message).get_body(("html",)).get_content()
    for words in (text, html):
        assert "For you: Thursday, 14 January 2027, 23:00 (Asia/Tokyo)" in words
        assert "For the host: Thursday, 14 January 2027, 15:00 (Europe/Berlin)" in words
        assert f"/community/webinars/{webinar.pk}/{webinar.slug}/" in words
    assert b"meet.example" not in wire(message)


def test_plain_text_is_plain(schedule, on_commit):
    on_commit(actions.register, webinar=schedule(title="Tape & disk <together>"), member=MemberFactory())
    assert "Tape & disk <together>" in read(mail.outbox[0]).get_body(("plain",)).get_content()
    assert "Tape &amp; disk &lt;together&gt;" in read(mail.outbox[0]).get_body(("html",)).get_content()


def test_invitation_answers_go_to_the_address_the_mail_comes_from(schedule, on_commit):
    member = MemberFactory()
    on_commit(actions.register, webinar=schedule(), member=member)
    (message,) = mail.outbox
    parsed = invitation(message)
    assert parsed.one("ORGANIZER") == "mailto:community@community.example"
    assert "community@community.example" in str(read(message)["From"])
    assert parsed.one("ATTENDEE") == f"mailto:{member.user.email}"


def test_giving_a_seat_back_cancels_it_for_this_person_alone(schedule, on_commit):
    webinar, member = schedule(), MemberFactory()
    on_commit(actions.register, webinar=webinar, member=MemberFactory())
    on_commit(actions.register, webinar=webinar, member=member)
    before = invitation(mail.outbox[0])
    on_commit(actions.cancel_registration, webinar=webinar, member=member)
    (message,) = mail.outbox
    after = invitation(message)
    assert (after.method, after.one("STATUS")) == ("CANCEL", "CANCELLED")
    assert after.one("ATTENDEE") == f"mailto:{member.user.email}"
    assert after.one("UID") == before.one("UID")
    assert int(after.one("SEQUENCE")) > int(before.one("SEQUENCE"))


def test_new_time_reaches_each_holder_in_a_letter_of_their_own(schedule, on_commit):
    webinar, members = schedule(), [MemberFactory() for _ in range(3)]
    gone = MemberFactory()
    for member in (*members, gone):
        on_commit(actions.register, webinar=webinar, member=member)
    on_commit(actions.cancel_registration, webinar=webinar, member=gone)
    on_commit(
        actions.webinar_update, webinar=webinar, actor=webinar.host, local_start=datetime(2027, 1, 15, 9, 0)
    )
    attendees = sorted(invitation(message).one("ATTENDEE") for message in mail.outbox)
    assert attendees == sorted(f"mailto:{member.user.email}" for member in members)
    for message in mail.outbox:
        parsed = invitation(message)
        assert (parsed.method, parsed.one("DTSTART")) == ("REQUEST", "20270115T080000Z")
        assert sum(member.user.email.encode() in wire(message) for member in members) == 1
    assert len({read(message)["Message-ID"] for message in mail.outbox}) == 3


def test_new_words_send_no_mail(schedule, on_commit):
    webinar = schedule()
    on_commit(actions.register, webinar=webinar, member=MemberFactory())
    on_commit(actions.webinar_update, webinar=webinar, actor=webinar.host, title="New words", capacity=50)
    assert mail.outbox == []


def test_calling_off_tells_the_reason_and_empties_the_calendar(schedule, on_commit, manager):
    webinar, member = schedule(), MemberFactory()
    on_commit(actions.register, webinar=webinar, member=member)
    on_commit(actions.webinar_cancel, webinar=webinar, actor=manager, reason="The host is ill.")
    (message,) = mail.outbox
    assert invitation(message).method == "CANCEL"
    assert "The host is ill." in read(message).get_body(("plain",)).get_content()


def test_failed_mail_is_tried_again_alone_and_recognisable(schedule, on_commit, clock, monkeypatch):
    webinar, members = schedule(), [MemberFactory() for _ in range(3)]
    for member in members:
        on_commit(actions.register, webinar=webinar, member=member)
    unlucky, attempts = members[1].user.email, []
    send = mail.EmailMultiAlternatives.send

    def flaky(message, *args, **kwargs):
        if unlucky in message.to[0]:
            attempts.append(message.extra_headers["Message-ID"])
            if len(attempts) == 1:
                raise ConnectionRefusedError("mail server is away")
        return send(message, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", flaky)
    on_commit(actions.webinar_update, webinar=webinar, actor=webinar.host, duration_minutes=90)
    assert len(mail.outbox) == 2
    clock.shift(3600)
    relay()
    assert len(mail.outbox) == 3
    assert len(set(attempts)) == 1
    assert len(attempts) == 2
    assert not Delivery.objects.filter(done_at__isnull=True).exists()


def test_late_worker_sends_only_what_is_still_true(schedule, clock):
    webinar, hasty, late = schedule(), MemberFactory(), MemberFactory()
    actions.register(webinar=webinar, member=hasty)  # nothing is worked off before the relay runs
    clock.shift(1)
    actions.cancel_registration(webinar=webinar, member=hasty)
    clock.shift(1)
    actions.register(webinar=webinar, member=hasty)
    actions.webinar_update(webinar=webinar, actor=webinar.host, duration_minutes=60)
    actions.webinar_update(webinar=webinar, actor=webinar.host, duration_minutes=90)
    mail.outbox.clear()
    while relay():
        pass
    subjects = [message.subject for message in mail.outbox]
    assert subjects == ["You have a seat: Restores that work", "New time: Restores that work"]
    actions.register(webinar=webinar, member=late)
    clock.move_to(END.replace(hour=23))
    mail.outbox.clear()
    while relay():
        pass
    assert mail.outbox == []


def test_member_without_an_address_costs_nothing(schedule, on_commit):
    webinar, member = schedule(), MemberFactory(user__email="")
    on_commit(actions.register, webinar=webinar, member=member)
    assert mail.outbox == []
    assert not Delivery.objects.filter(done_at__isnull=True).exists()
