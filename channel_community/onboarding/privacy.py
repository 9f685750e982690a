"""What managers choose in Wagtail's privacy dialogues while a partner is suspended.

The dialogue shows the row that the suspension made, and edits it in place. The choice is kept for the time
after the suspension, and the space stays closed until then by a new row of ours beside it.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save

from channel_community.onboarding.hiding import COLLECTIONS, MODELS, PAGES, space_hide
from channel_community.partners.enums import PartnerState
from channel_community.partners.models import Partner

_COLUMNS = {PAGES: "page_id", COLLECTIONS: "collection_id"}


def stay_closed(sender, instance: Model, raw: bool = False, action: str = "post_", **kwargs) -> None:
    """A row of a suspension was changed: close the space again. What was chosen last is what counts later."""
    if raw or kwargs.get("reverse") or not action.startswith("post_"):
        return
    for kind, model in MODELS.items():
        if not isinstance(instance, model):
            continue
        closed_again = _close_again(kind, instance.pk)
        if closed_again:
            place = {_COLUMNS[kind]: getattr(instance, _COLUMNS[kind])}
            model.objects.filter(**place).exclude(pk__in=[instance.pk, *closed_again]).delete()


def stay_closed_without(sender, instance: Model, origin=None, **kwargs) -> None:
    """A row of a suspension was taken away, but not with the page or collection itself."""
    started = origin.model if isinstance(origin, QuerySet) else type(origin)
    for kind, model in MODELS.items():
        if isinstance(instance, model) and started is model:
            _close_again(kind, instance.pk)


@transaction.atomic
def _close_again(kind: str, pk: int) -> list[int]:
    """Ids of the rows that close the space whose row `pk` was; none where `pk` still closes it."""
    suspended = Partner.objects.filter(state=PartnerState.SUSPENDED).values_list("pk", "hidden")
    for partner_id, hidden in suspended:
        if pk in hidden.get(kind, []):
            partner = Partner.objects.select_for_update().get(pk=partner_id)
            space_hide(partner=partner)
            return [] if pk in partner.hidden[kind] else partner.hidden[kind]
    return []


def connect() -> None:
    """Watch both kinds of restrictions."""
    for kind, model in MODELS.items():
        uid = f"channel_community.stay_closed_{kind}"
        post_save.connect(stay_closed, sender=model, dispatch_uid=uid)
        m2m_changed.connect(stay_closed, sender=model.groups.through, dispatch_uid=f"{uid}_groups")
        post_delete.connect(stay_closed_without, sender=model, dispatch_uid=f"{uid}_deleted")
