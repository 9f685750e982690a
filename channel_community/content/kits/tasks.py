"""The task that works a rollout off, a batch at a time, where a real backend runs tasks elsewhere."""

from __future__ import annotations

from channel_community.compat import task
from channel_community.content.kits.enums import RolloutState


@task
def work_rollout(rollout_id: int) -> None:
    """One batch; the next one is a task of its own, so that no worker is held for long."""
    from channel_community.content.kits.rollouts import rollout_step  # noqa: PLC0415 - it hands over to here

    if rollout_step(rollout_id=rollout_id).state == RolloutState.RUNNING:
        hand_over(rollout_id)


def hand_over(rollout_id: int) -> None:
    """Enqueue the next batch. With the immediate backend nothing is: the editor would wait for it.

    Then the progress page, `community_rollouts` or `community_relay` take it up.
    """
    if runs_elsewhere():
        work_rollout.enqueue(rollout_id)


def runs_elsewhere() -> bool:
    """Whether tasks run outside of the request that enqueues them."""
    inline = {"ImmediateBackend", "DummyBackend"}
    return not any(kind.__name__ in inline for kind in type(work_rollout.get_backend()).__mro__)
