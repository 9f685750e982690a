"""Objects that threads stand under. A signed token names one, so that threads are about nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core import signing

SALT = "channel_community.about"


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


def subject_of(token: str) -> Subject | None:
    """What a token names, or None when it is forged, damaged, or the object is gone."""
    try:
        kind_id, pk, board_id, title, url = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    kind = ContentType.objects.filter(pk=kind_id).first()
    instance = kind and kind.model_class() and kind.model_class()._default_manager.filter(pk=pk).first()
    return Subject(instance=instance, board_id=board_id, title=title, url=url) if instance else None
