"""Every address the Wagtail admin has, with ids of the two partners in all its places.

A view whose parameters are not known here is an error: whoever adds a view says what its ids are ids of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from django.urls import NoReverseMatch, reverse

from channel_community.isolation.guard import views_of

#: Views without a name: Wagtail's answers to addresses that do not exist.
NAMELESS = {"test404/", "^.*/$"}
#: Raises on purpose, for the brand's developers; and what ends the session, after which nothing is open.
SKIPPED = {"wagtailadmin_error_test", "wagtailadmin_logout"}

PAGES = ("page", "article", "draft")
#: What the parameter is an id of, by its name, or by namespace and name where that says more.
KINDS = {
    "page_id": PAGES,
    "parent_page_id": PAGES,
    "page_to_move_id": PAGES,
    "page_pk": PAGES,
    "destination_id": PAGES,
    "revision_id": ("revision", "old_revision"),
    "task_state_id": ("task_state",),
    "workflow_state_id": ("workflow_state",),
    "task_id": ("task",),
    "workflow_pk": ("workflow",),
    "document_id": ("document",),
    "doc_id": ("document",),
    "image_id": ("image",),
    "uploaded_file_id": ("upload",),
    "collection_id": ("collection", "collection_below"),
    "wagtailadmin_pages:pk": PAGES,
    "wagtailadmin_api:pages:pk": PAGES,
    "wagtailadmin_api:images:pk": ("image",),
    "wagtailadmin_api:documents:pk": ("document",),
    "wagtailadmin_collections:pk": ("collection", "collection_below"),
    "wagtailadmin_workflows:pk": ("workflow", "task"),
    "wagtailusers_users:pk": ("editor", "admin"),
    "wagtailusers_groups:pk": ("group",),
    "wagtailimages_chooser:pk": ("image",),
    "wagtaildocs_chooser:pk": ("document",),
    "wagtailsettings:pk": ("site",),
    "wagtailsites:pk": ("site",),
    "community_partners:pk": ("partner",),
    "community_boards:pk": ("board",),
    "community_webinars:pk": ("webinar",),
    "community_levels:pk": ("level",),
    "community_deliveries:pk": ("delivery",),
    "community_member_chooser:pk": ("member",),
    "community_board_chooser:pk": ("board",),
    "community_thread_chooser:pk": ("thread",),
    "community_webinar_chooser:pk": ("webinar",),
    "kit_id": ("content_kit",),
    "version_id": ("kit_version",),
    "rollout_id": ("rollout",),
    "community_kit_editor:pk": ("content_kit",),
    "community_kit_editor:revision_id": ("kit_version",),
    "wagtailsnippetchoosers_channel_community_contentkit:pk": ("content_kit",),
    "community_kits:pk": ("kit",),
    "community_invitations:pk": ("invitation",),
    "community_tiers:pk": ("level",),
    "community_specialities:pk": ("level",),
}
#: Parameters that are words; the ids beside them say whose row it is.
WORDS = {
    "action_name": ("approve", "reject", "copy", "move", "delete", "publish", "create_alias"),
    "filter_spec": ("max-100x100",),
    "session_id": ("1",),
    "uidb64": ("MQ",),
    "token": ("set-password",),
    "part": ("page",),
    "scheme": ("light",),
    "change": ("suspend", "reactivate", "leave"),
    "revision_id_a": ("live", "earliest"),
    "revision_id_b": ("latest",),
}
#: Parameters that have no names in Wagtail 7.4, in their order.
PLACES = {"revisions_compare": ("pk", "revision_id_a", "revision_id_b")}
#: Parameters that name a model come in pairs.
MODELS = {
    ("app_label", "model_name"): (
        ("wagtailcore", "page"),
        ("channel_community", "partnerarticlepage"),
        ("wagtailimages", "image"),
        ("wagtaildocs", "document"),
        ("channel_community", "partner"),
        ("wagtailcore", "task"),
    ),
    ("content_type_app_name", "content_type_model_name"): (("channel_community", "partnerarticlepage"),),
    ("app_name", "model_name"): (("taggit", "tag"), ("channel_community", "brandsettings")),
}
BULK_ACTIONS = (
    "delete",
    "move",
    "publish",
    "unpublish",
    "add_tags",
    "add_to_collection",
    "assign_role",
    "set_active_state",
)
#: Rows of nobody: named by an id, and no partner's.
NOBODYS = {"site", "level", "delivery", "content_kit", "kit_version", "rollout"}


class Unknown(AssertionError):
    """An address with a parameter that the crawl cannot fill."""


@dataclass(frozen=True)
class Address:
    """One address; `foreign` is whether it names a row of the other partner."""

    name: str
    url: str
    foreign: bool


def parameters(pattern) -> list[str]:
    """Names of the parameters of a pattern, as routes and regular expressions say them."""
    found = getattr(pattern.pattern, "converters", None) or pattern.pattern.regex.groupindex
    if not found and pattern.pattern.regex.groups:
        return list(PLACES[pattern.name])
    return list(found)


def admin_views():
    from wagtail.admin import urls

    return list(views_of(urls.urlpatterns))


def addresses(two, views=None) -> Iterator[Address]:
    """Every address, each parameter filled with ids of both partners in every combination."""
    for pattern, name in views or admin_views():
        if name in SKIPPED:
            continue
        if not name:
            if str(pattern.pattern) not in NAMELESS:
                raise Unknown(f"A view without a name at {pattern.pattern}.")
            continue
        yield from _of_view(two, name, parameters(pattern))


def _of_view(two, name: str, names: list[str]) -> Iterator[Address]:
    choices = [_choices(two, name, parameter) for parameter in names if not _is_model(parameter, names)]
    pairs = [(pair, models) for pair, models in MODELS.items() if set(pair) <= set(names)]
    choices += [[(dict(zip(pair, model, strict=True)), False) for model in models] for pair, models in pairs]
    for combination in product(*choices):
        kwargs = {key: value for values, _is_foreign in combination for key, value in values.items()}
        foreign = any(is_foreign for _values, is_foreign in combination)
        yield Address(name, _url(name, kwargs, names), foreign)


def _url(name: str, kwargs: dict, names: list[str]) -> str:
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:  # parameters without names
        return reverse(name, args=[kwargs[parameter] for parameter in names])


def _is_model(parameter: str, names: list[str]) -> bool:
    return any(parameter in pair and set(pair) <= set(names) for pair in MODELS)


def _choices(two, name: str, parameter: str) -> list[tuple[dict, bool]]:
    if name == "wagtail_bulk_action" and parameter == "action":
        return [({parameter: action}, False) for action in BULK_ACTIONS]
    if name.startswith("wagtailadmin_editing_sessions") and parameter == "object_id":
        return [({parameter: str(rows.article.pk)}, rows is two.beta) for rows in (two.alpha, two.beta)]
    words = [({parameter: word}, False) for word in WORDS.get(parameter, ())]
    if parameter in ("revision_id_a", "revision_id_b"):
        words.append(({parameter: str(two.beta.revision.pk)}, True))
    kinds = KINDS.get(f"{name.rpartition(':')[0]}:{parameter}") or KINDS.get(parameter, ())
    ids = [
        (
            {parameter: _pk(two, rows, kind)},
            rows is two.beta and _pk(two, rows, kind) != _pk(two, two.alpha, kind),
        )
        for rows in (two.alpha, two.beta)
        for kind in kinds
    ]
    if not words and not ids:
        raise Unknown(f"{name} has the parameter {parameter!r}. Say in KINDS what it is an id of.")
    return words + ids


def _is_shared(two, kind: str) -> bool:
    """Whether there is one row for both, as the brand's workflow."""
    return _pk(two, two.alpha, kind) == _pk(two, two.beta, kind)


def _pk(two, rows, kind: str):
    return 1 if kind in NOBODYS else getattr(rows, kind).pk
