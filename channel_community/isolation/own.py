"""Which rows of a kind lie in somebody's space. The guard, the lists and the forms all ask here."""

from __future__ import annotations

from collections.abc import Callable

import swapper
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.admin.models import EditingSession
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import (
    Collection,
    Locale,
    PageLogEntry,
    Revision,
    Site,
    Task,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowState,
)

from channel_community import models
from channel_community.content.scopes import people_of
from channel_community.isolation.space import Space

_rules: dict[type[Model], Callable[[Space], Q]] = {}


def owns(*kinds: type[Model]) -> Callable[[Callable], Callable]:
    """Decorator: `rule(space)` is the condition for rows of these models and of models made from them."""

    def decorate(rule: Callable[[Space], Q]) -> Callable:
        _rules.update(dict.fromkeys(kinds, rule))
        return rule

    return decorate


def own(rows: QuerySet, space: Space) -> QuerySet:
    """The part of `rows` inside `space`; nothing of a kind no rule is known for."""
    rule = next((rule for kind, rule in _rules.items() if issubclass(rows.model, kind)), None)
    return rows.filter(rule(space)) if rule else rows.none()


def is_ruled(model: type[Model]) -> bool:
    """Whether rows of `model` belong to somebody at all, so that a reference to one has to be looked at."""
    return any(issubclass(model, kind) for kind in _rules)


def has(model: type[Model], pk, space: Space) -> bool:
    """Whether the row with this key exists and lies in `space`."""
    try:
        return own(model._base_manager.filter(pk=pk), space).exists()
    except (TypeError, ValueError, OverflowError):
        return False


def _own_page_keys(space: Space) -> QuerySet:
    """Keys of their pages as text, which is how generic relations keep them."""
    return space.pages().annotate(key=Cast("pk", CharField())).values("key")


def _page_type():
    return ContentType.objects.get_for_model(swapper.load_model("wagtailcore", "Page"))


@owns(swapper.load_model("wagtailcore", "Page"))
def _pages(space: Space) -> Q:
    return space.inside(space.page_paths)


@owns(Collection)
def _collections(space: Space) -> Q:
    return space.inside(space.collection_paths)


@owns(AbstractImage, AbstractDocument)
def _files(space: Space) -> Q:
    """By the ids of collections: a search takes a condition on no other table than its own."""
    collections = Collection.objects.filter(space.inside(space.collection_paths))
    return Q(collection__in=list(collections.values_list("pk", flat=True)))


@owns(Revision, WorkflowState)
def _about_pages(space: Space) -> Q:
    return Q(base_content_type=_page_type(), object_id__in=_own_page_keys(space))


@owns(TaskState)
def _task_states(space: Space) -> Q:
    about = {
        "workflow_state__base_content_type": _page_type(),
        "workflow_state__object_id__in": _own_page_keys(space),
    }
    return Q(**about)


@owns(UploadedFile)
def _uploads(space: Space) -> Q:
    return Q(uploaded_by_user_id=space.user_id)


@owns(EditingSession)
def _sessions(space: Space) -> Q:
    return Q(user_id=space.user_id)


@owns(Workflow)
def _workflows(space: Space) -> Q:
    """Those that are set on their pages, or on pages above."""
    pages = swapper.load_model("wagtailcore", "Page").objects
    around = pages.filter(space.inside(space.page_paths) | Q(path__in=space.way_paths()))
    return Q(pk__in=Workflow.objects.filter(workflow_pages__page__in=around).values("pk"))


@owns(Task)
def _tasks(space: Space) -> Q:
    return Q(pk__in=Task.objects.filter(workflow_tasks__workflow__in=own(Workflow.objects.all(), space)))


@owns(get_user_model())
def _users(space: Space) -> Q:
    """Themselves, the staff of their partners, and whoever has worked on their pages."""
    staff = models.Membership.objects.filter(
        partner_id__in=space.partner_ids, role__in=("editor", "admin")
    ).values("member__user_id")
    worked = PageLogEntry.objects.filter(page__in=space.pages(), user_id__isnull=False).values("user_id")
    return Q(pk=space.user_id) | Q(pk__in=staff.exclude(member__user_id=None)) | Q(pk__in=worked)


@owns(Group)
def _groups(space: Space) -> Q:
    return Q(pk__in=space.group_ids) | Q(community_level__isnull=False)


@owns(Site, Locale, ContentType)
def _everybodys(space: Space) -> Q:
    return Q()


@owns(models.Partner)
def _partners(space: Space) -> Q:
    return Q(pk__in=space.partner_ids)


@owns(models.Member)
def _members(space: Space) -> Q:
    """People of their partners, and those who are with no partner."""
    return people_of(space.partner_ids)


@owns(models.Board, models.Webinar)
def _places(space: Space) -> Q:
    """Their partners' and the whole network's."""
    return Q(partner=None) | Q(partner_id__in=space.partner_ids)


@owns(models.Thread)
def _threads(space: Space) -> Q:
    return Q(board__partner=None) | Q(board__partner_id__in=space.partner_ids)


@owns(models.ContentKit)
def _kits(space: Space) -> Q:
    """Kits that have been published for partners to take."""
    return Q(pk__in=models.KitVersion.objects.values("kit_id"))
