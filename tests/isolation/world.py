"""Two partners with everything a partner can have. Whatever belongs to Beta bears the word of `CANARY`."""

from __future__ import annotations

from io import BytesIO
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Comment, Page, Site, Task, UploadedFile, Workflow

from channel_community import models
from channel_community.members.actions import membership_add
from channel_community.members.enums import MANAGERS_GROUP
from channel_community.onboarding.actions import partner_onboard
from channel_community.partners.enums import PartnerState
from tests.factories import BoardFactory, MemberFactory, UserFactory, WebinarFactory

#: In everything of Beta's that could be shown: titles, slugs, file names, tags, comments, people.
CANARY = "kestrel"


def build():
    """`alpha` and `beta` (see `_partner`), and the brand's people."""
    from channel_community.setup_community import set_up

    set_up()
    home = Site.objects.get(is_default_site=True).root_page
    manager = _person("brandmanager")
    manager.user.groups.add(Group.objects.get(name=MANAGERS_GROUP))
    alpha = _partner("alpha", manager)
    beta = _partner(f"{CANARY}beta", manager)
    return SimpleNamespace(
        home=Page.objects.get(pk=home.pk),
        directory=models.PartnerIndexPage.objects.get(),
        manager=manager.user,
        root=_superuser(),
        alpha=alpha,
        beta=beta,
    )


def _superuser():
    return UserFactory(username="root", is_superuser=True, is_staff=True)


def _person(word):
    user = UserFactory(username=word, email=f"{word}@example.org", first_name=word, last_name=word)
    return MemberFactory(user=user, handle=word, name=f"{word} person")


def _partner(word, manager):
    partner = partner_onboard(name=f"{word} company", slug=word, actor=manager)
    page = models.PartnerPage.objects.get(partner=partner)
    page.title = f"{word} front"
    page.save_revision().publish()
    people = SimpleNamespace(editor=_person(f"{word}editor"), admin=_person(f"{word}admin"))
    membership_add(member=people.editor, partner=partner, role="editor")
    membership_add(member=people.admin, partner=partner, role="admin")
    partner.refresh_from_db()
    rows = SimpleNamespace(
        word=word,
        partner=partner,
        page=models.PartnerPage.objects.get(partner=partner),
        member=people.editor,
        editor=people.editor.user,
        admin=people.admin.user,
        group=partner.customers_group,
        collection=Collection.objects.get(pk=partner.collection_id),
    )
    _content(rows)
    _work(rows)
    _community(rows, manager)
    return rows


def _content(rows) -> None:
    """An image, a document, a page with them, another one to move, and an uploaded file that waits."""
    word = rows.word
    rows.image = get_image_model().objects.create(
        title=f"{word} image",
        file=picture_file(f"{word}.png"),
        collection=rows.collection,
        uploaded_by_user=rows.editor,
    )
    rows.image.tags.add(f"{word}-tag")
    rows.document = get_document_model().objects.create(
        title=f"{word} document",
        file=ContentFile(word.encode(), name=f"{word}.txt"),
        collection=rows.collection,
        uploaded_by_user=rows.editor,
    )
    rows.document.tags.add(f"{word}-tag")
    rows.article = rows.page.add_child(
        instance=models.PartnerArticlePage(
            title=f"{word} article",
            slug=f"{word}-article",
            lead=f"{word} lead",
            hero_image=rows.image,
            owner=rows.editor,
            author=rows.member,
            discuss=False,
        )
    )
    rows.draft = rows.page.add_child(
        instance=models.PartnerArticlePage(
            title=f"{word} draft",
            slug=f"{word}-draft",
            live=False,
            owner=rows.editor,
            discuss=False,
        )
    )
    rows.collection_below = rows.collection.add_child(name=f"{word} below")
    rows.upload = UploadedFile.objects.create(
        file=picture_file(f"{word}-upload.png"), uploaded_by_user=rows.editor
    )


def picture_file(name="picture.png", colour="#336699"):
    """A small PNG; the name decides its colour, so that two are not the same file."""
    data = BytesIO()
    Picture.new("RGB", (40, 30), f"#{abs(hash(name)) % 0xFFFFFF:06x}").save(data, "PNG")
    return ContentFile(data.getvalue(), name=name)


def _work(rows) -> None:
    """Revisions, a comment, an approval under way, a lock, an entry in the history."""
    from wagtail.log_actions import log

    word = rows.word
    rows.comment = Comment.objects.create(
        page=rows.article, user=rows.editor, contentpath="title", text=f"{word} comment"
    )
    rows.revision = rows.article.save_revision(user=rows.editor, log_action=True)
    rows.old_revision = rows.draft.save_revision(user=rows.editor, log_action=True)
    rows.workflow = rows.article.get_workflow() or _workflow(rows)
    rows.workflow_state = rows.workflow.start(rows.article, rows.editor)
    rows.task_state = rows.workflow_state.current_task_state
    rows.task = rows.task_state.task
    rows.draft.locked, rows.draft.locked_by, rows.draft.locked_at = True, rows.editor, timezone.now()
    rows.draft.save(update_fields=["locked", "locked_by", "locked_at"])
    log(rows.image, "wagtail.edit", user=rows.editor)


def _workflow(rows):
    workflow = Workflow.objects.create(name=f"{rows.word} workflow")
    task = Task.objects.create(name=f"{rows.word} task")
    workflow.workflow_tasks.create(task=task, sort_order=0)
    workflow.workflow_pages.create(page=rows.page)
    return workflow


def _community(rows, manager) -> None:
    """Board, thread, webinar, kit and invitation."""
    word = rows.word
    rows.board = BoardFactory(title=f"{word} board", slug=f"{word}-board", partner=rows.partner)
    rows.thread = models.Thread.objects.create(
        board=rows.board, author=rows.member, title=f"{word} thread", slug=f"{word}-thread"
    )
    rows.webinar = WebinarFactory(host=rows.member, partner=rows.partner, title=f"{word} webinar")
    rows.invitation = models.Invitation.objects.create(
        partner=rows.partner,
        email=f"{word}guest@example.org",
        role="editor",
        nonce=word,
        expires_at="2030-01-01T00:00Z",
    )
    rows.kit = rows.partner.brand_kit


def suspend(rows) -> None:
    """Suspend the partner by its row alone, as somebody does who is in a hurry."""
    models.Partner.objects.filter(pk=rows.partner.pk).update(state=PartnerState.SUSPENDED)
