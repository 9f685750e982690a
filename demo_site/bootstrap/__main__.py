"""`python -m demo_site.bootstrap demo` and its sisters, which the Makefile calls."""

import sys

from demo_site.bootstrap.demo import demo
from demo_site.bootstrap.environment import EXTRAS, install
from demo_site.bootstrap.ground import ROOT, Stop, check_folder, check_python, say

COMMANDS = {
    "demo": demo,
    "install": lambda: install(EXTRAS[0]),
    "install-testing": lambda: install(EXTRAS[1]),
    "install-docs": lambda: install(EXTRAS[2]),
}


def main(arguments):
    """Run one command; what only the person can change ends in a sentence and exit code 1."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        say("Usage: python -m demo_site.bootstrap " + "|".join(sorted(COMMANDS)))
        return 2
    try:
        check_python()
        check_folder(ROOT)
        return COMMANDS[arguments[0]]() or 0
    except Stop as reason:
        say(f"\n{reason}\n")
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
