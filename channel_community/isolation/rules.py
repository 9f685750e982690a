"""The views of the admin that are open to partner staff. What is not listed here is closed.

A rule says of what kind each id in the address or the query is; every id is looked up in their own space
before the view runs. `PARTNER_ADMIN_VIEWS` adds names: a site's own view, which then answers for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import swapper
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Revision, Task, TaskState, UploadedFile, Workflow, WorkflowState

from channel_community import models
from channel_community.conf import settings
from channel_community.isolation import lists, privacy, tags

#: What an id can be an id of. "way" is a page, or one on the way to it from the root: for walking the tree.
KINDS: dict[str, Callable[[], type[Model]]] = {
    "page": lambda: swapper.load_model("wagtailcore", "Page"),
    "way": lambda: swapper.load_model("wagtailcore", "Page"),
    "image": get_image_model,
    "document": get_document_model,
    "collection": lambda: Collection,
    "revision": lambda: Revision,
    "task_state": lambda: TaskState,
    "workflow_state": lambda: WorkflowState,
    "upload": lambda: UploadedFile,
    "group": lambda: Group,
    "member": lambda: models.Member,
    "user": get_user_model,
    "kit": lambda: models.ContentKit,
    "board": lambda: models.Board,
    "thread": lambda: models.Thread,
    "webinar": lambda: models.Webinar,
    "workflow": lambda: Workflow,
    "task": lambda: Task,
}

#: Parameters of the query or of a form that name a row, whichever view they are sent to.
#: A form's prefix is left off: "image-chooser-upload-collection" is a collection.
PARAMETERS = {
    "collection_id": "collection",
    "collection": "collection",
    "parent": "collection",
    "parent_page_id": "way",
    "target_pages[]": "page",
    "child_of": "way",
    "descendant_of": "way",
    "ancestor_of": "page",
    "translation_of": "page",
    "childOf": "page",
    "new_parent_page": "page",
    "groups": "group",
    "owner": "user",
    "user": "user",
    "edited_by": "user",
    "requested_by": "user",
    "locked_by": "user",
    "last_published_by": "user",
    "workflow": "workflow",
    "task": "task",
    "overwrite_revision_id": "revision",
    "loaded_revision_id": "revision",
}


@dataclass(frozen=True)
class Rule:
    """How one view is opened. `ids`: the kind of each id in the address; `query`: the same for parameters.

    `narrow` is mixed into the view's class, so that it lists own rows; `instead` is called in its place.
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    narrow: type | None = None
    instead: Callable | None = None
    #: Whether `query` holds for forms too. A page's form has fields of any name, which `forms.py` looks at.
    reads_form: bool = True


def _page(name: str = "page_id", **more: str) -> Rule:
    return Rule({name: "page", **more})


_PAGE_FORM = Rule({"page_id": "page"}, reads_form=False)
_ADD_FORM = Rule({"parent_page_id": "page"}, reads_form=False)
_PAGE_REPORT = Rule(narrow=lists.OwnPages)

_ENTRANCE = (
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailadmin_logout",
    "wagtailadmin_login",
    "wagtailadmin_dismissibles",
    "wagtailadmin_block_preview",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
)

_PAGES = {
    "wagtailadmin_explore_root": Rule(),
    "wagtailadmin_explore": Rule({"parent_page_id": "page"}),
    "wagtailadmin_explore_results": Rule({"parent_page_id": "page"}),
    "wagtailadmin_pages:add": _ADD_FORM,
    "wagtailadmin_pages:preview_on_add": _ADD_FORM,
    "wagtailadmin_pages:add_subpage": Rule({"parent_page_id": "page"}),
    "wagtailadmin_pages:edit": _PAGE_FORM,
    "wagtailadmin_pages:preview_on_edit": _PAGE_FORM,
    "wagtailadmin_pages:view_draft": _page(),
    "wagtailadmin_pages:usage": _page(),
    "wagtailadmin_pages:delete": _page(),
    "wagtailadmin_pages:unpublish": _page(),
    "wagtailadmin_pages:convert_alias": _page(),
    "wagtailadmin_pages:search": Rule(narrow=lists.OwnSearch),
    "wagtailadmin_pages:search_results": Rule(narrow=lists.OwnSearch),
    "wagtailadmin_pages:move": _page("page_to_move_id"),
    "wagtailadmin_pages:move_confirm": _page("page_to_move_id", destination_id="page"),
    "wagtailadmin_pages:set_page_position": _page("page_to_move_id"),
    "wagtailadmin_pages:copy": _page(),
    "wagtailadmin_pages:workflow_action": _page(task_state_id="task_state"),
    "wagtailadmin_pages:collect_workflow_action_data": _page(task_state_id="task_state"),
    "wagtailadmin_pages:confirm_workflow_cancellation": _page(),
    "wagtailadmin_pages:workflow_preview": _page(),
    "wagtailadmin_pages:set_privacy": Rule({"page_id": "page"}, instead=privacy.page_privacy),
    "wagtailadmin_pages:lock": _page(),
    "wagtailadmin_pages:unlock": _page(),
    "wagtailadmin_pages:revisions_index": _page(),
    "wagtailadmin_pages:revisions_view": _page(revision_id="revision"),
    "wagtailadmin_pages:revisions_revert": Rule(
        {"page_id": "page", "revision_id": "revision"}, reads_form=False
    ),
    "wagtailadmin_pages:revisions_unschedule": _page(revision_id="revision"),
    "wagtailadmin_pages:revisions_compare": _page("pk", revision_id_a="revision", revision_id_b="revision"),
    "wagtailadmin_pages:workflow_history": _page(),
    "wagtailadmin_pages:workflow_history_detail": _page(workflow_state_id="workflow_state"),
    "wagtailadmin_pages:history": _page(),
    "wagtailadmin_pages:history_results": _page(),
    "wagtailadmin_editing_sessions:release": Rule(),
}

_CHOOSERS = {
    "wagtailadmin_choose_page": Rule(instead=lists.choose_page),
    "wagtailadmin_choose_page_child": Rule({"parent_page_id": "way"}),
    "wagtailadmin_choose_page_search": Rule(),
    "wagtailadmin_choose_page_chosen_multiple": Rule(query={"id": "page"}),
    "wagtailadmin_choose_page_external_link": Rule(),
    "wagtailadmin_choose_page_email_link": Rule(),
    "wagtailadmin_choose_page_phone_link": Rule(),
    "wagtailadmin_choose_page_anchor_link": Rule(),
    "wagtailadmin_tag_autocomplete": Rule(instead=tags.autocomplete),
    "wagtailadmin_tag_model_autocomplete": Rule(instead=tags.autocomplete),
    "wagtailimages_chooser:select_format": Rule({"image_id": "image"}),
}


def _chooser(namespace: str, kind: str) -> dict[str, Rule]:
    return {
        f"{namespace}:choose": Rule(narrow=lists.OwnChoices),
        f"{namespace}:choose_results": Rule(narrow=lists.OwnChoices),
        f"{namespace}:chosen": Rule({"pk": kind}),
        f"{namespace}:chosen_multiple": Rule(query={"id": kind}),
    }


_API = {
    "wagtailadmin_api:pages:listing": Rule(narrow=lists.OwnPageAnswers),
    "wagtailadmin_api:pages:detail": Rule({"pk": "page"}, narrow=lists.OwnPageAnswers),
    "wagtailadmin_api:images:listing": Rule(narrow=lists.OwnAnswers),
    "wagtailadmin_api:images:detail": Rule({"pk": "image"}, narrow=lists.OwnAnswers),
    "wagtailadmin_api:documents:listing": Rule(narrow=lists.OwnAnswers),
    "wagtailadmin_api:documents:detail": Rule({"pk": "document"}, narrow=lists.OwnAnswers),
}

_REPORTS = {
    f"wagtailadmin_reports:{name}{suffix}": rule
    for name, rule in {
        "locked_pages": _PAGE_REPORT,
        "aging_pages": _PAGE_REPORT,
        "workflow": Rule(narrow=lists.OwnRows),
        "workflow_tasks": Rule(narrow=lists.OwnRows),
        "site_history": Rule(narrow=lists.OwnHistory),
    }.items()
    for suffix in ("", "_results")
}

_COLLECTIONS = {
    "wagtailadmin_collections:index": Rule(narrow=lists.OwnRows),
    "wagtailadmin_collections:add": Rule(),
    "wagtailadmin_collections:edit": Rule({"pk": "collection"}),
    "wagtailadmin_collections:delete": Rule({"pk": "collection"}),
    "wagtailadmin_collections:set_privacy": Rule(
        {"collection_id": "collection"}, instead=privacy.collection_privacy
    ),
}


def _files(app: str, kind: str, key: str, multiple: str, usage: str) -> dict[str, Rule]:
    one, upload = Rule({key: kind}), Rule({"uploaded_file_id": "upload"}, narrow=lists.OwnUploads)
    made = f"create_multiple_from_uploaded_{kind}"
    return {
        f"{app}:index": Rule(narrow=lists.OwnFiles),
        f"{app}:index_results": Rule(narrow=lists.OwnFiles),
        f"{app}:add": Rule(),
        f"{app}:edit": one,
        f"{app}:delete": one,
        f"{app}:{usage}": one,
        f"{app}:add_multiple": Rule(narrow=lists.OwnUploads),
        f"{app}:edit_multiple": Rule({multiple: kind}, narrow=lists.OwnUploads),
        f"{app}:delete_multiple": Rule({multiple: kind}),
        f"{app}:{made}": upload,
        f"{app}:delete_upload_multiple": Rule({"uploaded_file_id": "upload"}),
    }


_IMAGES = {
    **_files("wagtailimages", "image", "image_id", "image_id", "image_usage"),
    "wagtailimages:url_generator": Rule({"image_id": "image"}),
    "wagtailimages:url_generator_output": Rule({"image_id": "image"}),
    "wagtailimages:preview": Rule({"image_id": "image"}),
}

#: Translation, where a site has installed one of the two. What they do inside is `PARTNER_ADMIN_VIEWS`.
_TRANSLATION = {
    "simple_translation:submit_page_translation": _page(),
    "wagtail_localize:submit_page_translation": _page(),
}

#: Kits are for every partner; the copies are pages.
_KITS = {
    "community_content_kits:index": Rule(),
    "community_content_kits:adopt": Rule({"kit_id": "kit"}, query={"parent": "page"}),
    "community_content_kits:upgrade": Rule({"page_id": "page"}),
}

#: Views whose ids are of a kind that the address itself names.
BULK, PING = "wagtail_bulk_action", "wagtailadmin_editing_sessions:ping"

#: What may be done with several rows at once, by kind.
BULK_ACTIONS = {
    "page": {"delete", "move", "publish", "unpublish"},
    "image": {"delete", "add_tags", "add_to_collection"},
    "document": {"delete", "add_tags", "add_to_collection"},
}

RULES: dict[str, Rule] = {
    **{name: Rule() for name in _ENTRANCE},
    **_PAGES,
    **_CHOOSERS,
    **_chooser("wagtailimages_chooser", "image"),
    **_chooser("wagtaildocs_chooser", "document"),
    **{
        name: rule
        for kind in ("member", "board", "thread", "webinar")
        for name, rule in _chooser(f"community_{kind}_chooser", kind).items()
    },
    "wagtailimages_chooser:create": Rule(narrow=lists.OwnCreation),
    "wagtaildocs_chooser:create": Rule(narrow=lists.OwnCreation),
    **_API,
    **_REPORTS,
    **_COLLECTIONS,
    **_IMAGES,
    **_KITS,
    **_TRANSLATION,
    **_files("wagtaildocs", "document", "document_id", "doc_id", "document_usage"),
    "community_content_kits:index": Rule(query={"partner_page": "page"}),
    "community_content_kits:adopt": Rule(query={"partner_page": "page"}),
    "community_content_kits:upgrade": _page(),
    BULK: Rule(query={"chooser": "page"}),
    PING: Rule(),
}

_ANY = Rule()


def rule_for(name: str) -> Rule | None:
    """The rule of a view by its full name ("wagtailadmin_pages:edit"); None: it is closed."""
    if name in RULES:
        return RULES[name]
    namespace = name.rpartition(":")[0]
    added = settings.PARTNER_ADMIN_VIEWS
    return _ANY if name in added or (namespace and f"{namespace}:*" in added) else None
