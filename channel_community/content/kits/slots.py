"""The slots of a kit: blocks that say what a partner may put there."""


def slot_blocks() -> list:
    """Every kind of slot, as (name, block)."""
    return []
