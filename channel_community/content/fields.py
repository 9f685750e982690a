"""The StreamField that pages keep their sections in."""

from wagtail.fields import StreamField

from channel_community.content.registry import section_blocks


class SectionsField(StreamField):
    """A StreamField whose block list is no part of the schema history.

    The column is JSON whatever the blocks are. So a site may add blocks, and we may reword one, without a
    migration. A data migration that walks sections works on the stored JSON (`get_prep_value`). The blocks
    are asked for when they are first needed: other domains have registered theirs by then.
    """

    def __init__(self, block_types=None, *, blocks=section_blocks, **kwargs):
        self._blocks = blocks
        super().__init__(block_types or [], **kwargs)

    @property
    def block_types_arg(self):
        return self._stored_blocks or self._blocks()

    @block_types_arg.setter
    def block_types_arg(self, value):
        self._stored_blocks = value

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
