"""One demonstration at a time: two servers would share one database file and one address."""

import fcntl
import os

from demo_site.bootstrap.ground import Stop


class Opened:
    """A lock on the data folder `var`, which names the address at which its demonstration is open.

    The system lets go of it when the last process that holds it ends, however it ends: nothing goes stale.
    """

    def __init__(self, var):
        self.file = open(os.path.join(var, "open"), "a+")  # noqa: SIM115 - held as long as the server runs
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.file.seek(0)
            address = self.file.read().strip()
            self.file.close()
            raise Stop(explain(address)) from None
        self.say("")

    def say(self, address):
        """Name the address, for whoever comes second."""
        self.file.seek(0)
        self.file.truncate()
        self.file.write(address)
        self.file.flush()

    def fileno(self):
        """For the server, which inherits the lock and so keeps it as long as it runs."""
        return self.file.fileno()


def explain(address):
    if not address:
        return "Another `make demo` is just starting here. Look in its window; it says where it opens."
    return (
        f"A demonstration is already open at {address}\n"
        "Use that one, or stop it with Ctrl-C in its window and run `make demo` again.\n"
        "For a second one beside it, give it data of its own: make demo PORT=8001 DEMO_VAR=/tmp/second-demo"
    )
