"""The mail that invites, read back the way a mail program reads it."""

from email import message_from_bytes, policy

import pytest
from django.core import mail

from channel_community.events.dispatch import deliver
from channel_community.models import Delivery
from channel_community.partners.invitations import actions
from tests.invitations.conftest import link

pytestmark = pytest.mark.django_db


def parsed(number=-1):
    return message_from_bytes(mail.outbox[number].message().as_bytes(), policy=policy.default)


def parts():
    message = parsed()
    return [message.get_body(preferencelist=(kind,)).get_content() for kind in ("plain", "html")]


def test_both_parts_say_who_invites_to_what_until_when_and_carry_the_link(invite, admin):
    _made, path = invite(actor=admin)
    assert parsed()["To"].addresses[0].addr_spec == "ana@example.org"
    assert parsed()["Subject"] == "Join Fjordgrid as an editor"
    for part in parts():
        assert "Astrid Admin invites you to join Fjordgrid as an editor" in part
        assert "host webinars" in part
        assert "11 May 2026, 09:00 UTC" in part
        assert f"{path}" in part
        assert "http" in part.partition(path)[0][-40:]


def test_the_mail_wears_the_partner_beside_the_brand(invite):
    invite()
    assert parsed()["From"].addresses[0].display_name == "Fjordgrid × Test site"


@pytest.mark.parametrize(("role", "words"), [("admin", "invite editors"), ("customer", "ask your peers")])
def test_each_role_says_what_it_lets_one_do(invite, role, words):
    invite(role=role)
    assert all(words in part for part in parts())


def test_the_link_in_the_mail_opens(client, invite):
    invite()
    assert client.get(link()).status_code == 200


def test_a_name_with_markup_stays_words(invite, admin):
    admin.name = "<b>Astrid</b>"
    admin.save()
    invite(actor=admin)
    plain, html = parts()
    assert "<b>Astrid</b>" in plain
    assert "<b>Astrid" not in html


def test_each_sending_is_one_mail_however_often_it_is_treated(invite):
    invite()
    for delivery in Delivery.objects.filter(subscriber="partners.invitation_mail"):
        deliver(delivery.pk)
    assert len(mail.outbox) == 1
    invite()
    assert len(mail.outbox) == 2
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 2


def test_a_sending_that_was_overtaken_sends_nothing(partner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = actions.invitation_create(partner=partner, email="ana@example.org", role="editor")
        actions.invitation_resend(invitation=made)
    assert len(mail.outbox) == 1
    with django_capture_on_commit_callbacks(execute=True):
        made = actions.invitation_create(partner=partner, email="ben@example.org", role="editor")
        actions.invitation_revoke(invitation=made)
    assert len(mail.outbox) == 1


def test_the_log_knows_no_address_and_no_secret(invite):
    from channel_community.models import Event

    made, path = invite()
    log = str(list(Event.objects.values()))
    assert "partners.invitation.sent" in log
    for secret in ("ana@example.org", made.nonce, path.rstrip("/").rsplit("/", 1)[1]):
        assert secret not in log
