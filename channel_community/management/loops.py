"""Doing something again and again until the process is asked to stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError, close_old_connections

_ASKED_BY = (signal.SIGINT, signal.SIGTERM)


def repeat(once: Callable[[], None], *, seconds: float, say: Callable[[str], object]) -> None:
    """Call `once`, wait, and so on, until Ctrl-C or SIGTERM; the round that runs is finished first.

    A database that does not answer is waited for, and `say` told of it.
    """
    with _asked_to_stop() as stop:
        while not stop.is_set():
            try:
                once()
            except (OperationalError, InterfaceError) as error:
                say(f"The database did not answer ({type(error).__name__}); trying again.")
            close_old_connections()
            stop.wait(seconds)


@contextmanager
def _asked_to_stop() -> Iterator[threading.Event]:
    """An event that is set when the process is asked to stop.

    A KeyboardInterrupt could come anywhere, also where Python must swallow it (while it frees objects).
    Outside of the main thread there are no signals: such a loop ends with its process.
    """
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {number: signal.signal(number, lambda *_said: stop.set()) for number in _ASKED_BY}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
