"""Starting a send without awaiting it.

A server's `send` is nearly always done at once: it writes to a buffer. Run so far immediately, it costs no
task and no turn of the event loop, and only a slow reader leaves something to wait for. Python 3.12 has this
as `eager_start`; before, the first step is taken by hand. Servers may also return futures of their own.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable
from types import CoroutineType

if sys.version_info >= (3, 12):

    def start(awaitable: Awaitable, loop: asyncio.AbstractEventLoop) -> asyncio.Future | None:
        """Run an awaitable up to its first real wait, now.

        None when it is done already; raises what it raised until then.
        """
        if type(awaitable) is not CoroutineType:
            return asyncio.ensure_future(awaitable, loop=loop)
        task = asyncio.Task(awaitable, loop=loop, eager_start=True)
        if not task.done():
            return task
        task.result()
        return None

else:

    def start(awaitable: Awaitable, loop: asyncio.AbstractEventLoop) -> asyncio.Future | None:
        """Run an awaitable up to its first real wait, now.

        None when it is done already; raises what it raised until then.
        """
        if type(awaitable) is not CoroutineType:
            return asyncio.ensure_future(awaitable, loop=loop)
        try:
            waited = awaitable.send(None)
        except StopIteration:
            return None
        return loop.create_task(_finish(awaitable, waited))

    async def _finish(coroutine: CoroutineType, waited: object) -> object:
        return await _Rest(coroutine, waited)

    class _Rest:
        """What is left of a coroutine that was started without a task and now waits for `waited`."""

        def __init__(self, coroutine: CoroutineType, waited: object):
            self.coroutine = coroutine
            self.waited = waited

        def __await__(self):
            waited = self.waited
            while True:
                try:
                    value = yield waited
                except BaseException as error:  # noqa: BLE001 - also cancellation belongs to the coroutine
                    resume, given = self.coroutine.throw, error
                else:
                    resume, given = self.coroutine.send, value
                try:
                    waited = resume(given)
                except StopIteration as done:
                    return done.value
