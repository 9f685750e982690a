"""Objects that threads stand under. A signed token names one, so that threads are about nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core import signing

SALT = "channel_community.about"
#: Seconds after which a form has to be loaded anew before it may open a thread.
MAX_AGE = 30 * 24 * 3600


@dataclass(frozen=True)
class Subject:
    """What a new thread will be about: the object, the board it belongs on, its title and address."""

    instance: Any
    board_id: int
    title: str
    url: str

    @property
    def key(self) -> str:
        """A short name for drafts."""
        return f"{self.instance._meta.label_lower}:{self.instance.pk}"


def token_for(subject: Subject) -> str:
    """The signed token that the form under an object carries."""
    kind = ContentType.objects.get_for_model(subject.instance)
    values = [kind.pk, subject.instance.pk, subject.board_id, subject.title, subject.url]
    return signing.dumps(values, salt=SALT, compress=True)


def subject_of(token: str, *, max_age: int | None = None) -> Subject | None:
    """What a token names; None when it is forged, damaged, older than `max_age` seconds, or its object gone.

    Whether the object is still open to somebody is not asked here.
    """
    try:
        kind_id, pk, board_id, title, url = signing.loads(token, salt=SALT, max_age=max_age)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    kind = ContentType.objects.filter(pk=kind_id).first()
    instance = kind and kind.model_class() and kind.model_class()._default_manager.filter(pk=pk).first()
    return Subject(instance=instance, board_id=board_id, title=title, url=url) if instance else None


def url_of(token: str) -> str:
    """The address that a token carries, "" for a damaged one. No query; what stands there may be gone."""
    try:
        return signing.loads(token, salt=SALT)[4]
    except (signing.BadSignature, ValueError, TypeError, IndexError):
        return ""
