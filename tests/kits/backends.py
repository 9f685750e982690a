"""A task backend that keeps what it is given, as a queue does until a worker comes."""

from channel_community.content.kits.tasks import work_rollout

_Base = next(kind for kind in type(work_rollout.get_backend()).__mro__ if kind.__name__ == "BaseTaskBackend")


class Queue(_Base):
    """Tasks wait in `waiting` until `work` takes them, one after the other."""

    waiting: list = []

    def enqueue(self, task, args, kwargs):
        self.waiting.append((task.func, args, kwargs))

    @classmethod
    def work(cls) -> list[str]:
        """Do all that waits and what that brings; returns the names of the tasks."""
        done = []
        while cls.waiting:
            func, args, kwargs = cls.waiting.pop(0)
            func(*args, **kwargs)
            done.append(func.__name__)
        return done
