"""The StreamField that pages keep their sections in."""

from wagtail.fields import StreamField


class SectionsField(StreamField):
    """A StreamField whose block list is no part of the schema history.

    The column is JSON whatever the blocks are. So a site may add blocks, and we may reword one, without a
    migration. A data migration that walks sections works on the stored JSON (`get_prep_value`).
    """

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
