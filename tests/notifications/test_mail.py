"""Co-branded mail, read back the way a mail program reads it."""

from email import message_from_bytes, policy

import pytest
from django.core import mail

from channel_community.exceptions import Invalid
from channel_community.notifications.mail import Attachment, CalendarPart, send_branded
from channel_community.partners.actions import kit_save
from channel_community.partners.branding import forget
from tests.factories import PartnerFactory

pytestmark = pytest.mark.django_db
NOTICE = "channel_community/emails/notice"
INVITE = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Wiederherstellen für alle\r\nEND:VCALENDAR\r\n"


@pytest.fixture(autouse=True)
def _no_memory():
    forget()
    yield
    forget()


def sent(**changes):
    """Send a letter and parse it from its bytes."""
    letter = {
        "to": "ana@example.org",
        "subject": "A reply for you",
        "template": NOTICE,
        "context": {
            "paragraphs": ["Ben answered <you>."],
            "url": "https://community.example/t/1/",
            "label": "Read it",
        },
        "branding": None,
    }
    assert send_branded(**{**letter, **changes}) == 1
    return message_from_bytes(mail.outbox[-1].message().as_bytes(), policy=policy.default)


def text(message, kind):
    return message.get_body(preferencelist=(kind,)).get_content()


def test_a_letter_says_the_same_in_text_and_in_html():
    message = sent()
    assert message["Subject"] == "A reply for you"
    assert "Ben answered <you>." in text(message, "plain")
    assert "Ben answered &lt;you&gt;." in text(message, "html")
    for kind in ("plain", "html"):
        assert "https://community.example/t/1/" in text(message, kind)


def test_a_letter_wears_brand_and_partner():
    partner = PartnerFactory(name="Fjordgrid", brand_kit=kit_save(name="F", accent="#0b6e4f"))
    message = sent(branding=partner)
    assert message["From"].addresses[0].display_name == "Fjordgrid × Test site"
    assert message["From"].addresses[0].addr_spec == "community@community.example"
    assert "Fjordgrid" in text(message, "html")
    assert "#0b6e4f" in text(message, "html")


def test_addresses_in_a_letter_are_absolute():
    partner = PartnerFactory(slug="fjordgrid")
    assert 'href="http://localhost/community/p/fjordgrid/"' in text(sent(branding=partner), "html")


def test_an_invitation_is_an_alternative_and_a_file_with_its_method():
    message = sent(calendar=CalendarPart(INVITE.encode(), "REQUEST"))
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_param("method") for part in parts] == ["REQUEST", "REQUEST"]
    assert [part.get_filename() for part in parts] == [None, "invite.ics"]
    assert all("Wiederherstellen für alle" in part.get_content() for part in parts)
    assert message.get_content_type() == "multipart/mixed"
    assert next(iter(message.iter_parts())).get_content_type() == "multipart/alternative"


def test_files_go_along():
    message = sent(attachments=[Attachment("notes.pdf", b"%PDF-1.7", "application/pdf")])
    [file] = message.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("notes.pdf", b"%PDF-1.7")


@pytest.mark.parametrize("field", ["subject", "to_name"])
def test_a_line_break_in_words_makes_no_header(field):
    message = sent(**{field: "Hello\r\nBcc: everybody@example.org"})
    assert message["Bcc"] is None
    assert "Bcc: everybody" in str(message["Subject" if field == "subject" else "To"])


def test_a_line_break_in_a_header_makes_no_second_one():
    message = sent(headers={"List-Id": "a\r\nBcc: everybody@example.org"})
    assert message["Bcc"] is None


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@example.org\nBcc: b@example.org", "a@example.org, b@example.org"]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(Invalid):
        sent(to=address)
    assert mail.outbox == []


def test_a_partners_name_from_hell_stays_a_name():
    partner = PartnerFactory(name='<b>"Evil", Inc</b>\nBcc: x@example.org')
    message = sent(branding=partner)
    assert message["Bcc"] is None
    assert "<b>" not in text(message, "html")
