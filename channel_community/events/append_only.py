"""Rows that are written once: the event log and the reputation ledger.

The refusal is in Python, for every path through the ORM that could change or delete a row. It is a guard
against mistakes in code, not against somebody with access to the database.
"""

from __future__ import annotations

from django.db import models


class AppendOnlyError(TypeError):
    """Code tried to change or delete a row of an append-only table; add a correcting row instead."""


def _refuse(model: type[models.Model]):
    raise AppendOnlyError(f"{model._meta.verbose_name_plural} are append-only: add a correcting row instead.")


class AppendOnlyQuerySet(models.QuerySet):
    """A queryset that reads and adds, and does nothing else."""

    def update(self, **kwargs):
        _refuse(self.model)

    def bulk_update(self, objs, fields, batch_size=None):
        _refuse(self.model)

    def update_or_create(self, defaults=None, create_defaults=None, **kwargs):
        _refuse(self.model)

    def bulk_create(self, objs, *args, update_conflicts=False, **kwargs):
        if update_conflicts:
            _refuse(self.model)
        return super().bulk_create(objs, *args, **kwargs)

    def delete(self):
        _refuse(self.model)

    delete.alters_data = True
    delete.queryset_only = True


class AppendOnlyModel(models.Model):
    """A model whose rows are saved once and never deleted."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            _refuse(type(self))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        _refuse(type(self))
