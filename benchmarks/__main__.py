"""``python -m benchmarks [pages] [host] [fanout]``: everything, or what is named."""

from __future__ import annotations

import sys


def main(names: list[str]) -> None:
    if "pages" in names:
        from benchmarks.scratch import scratch  # noqa: PLC0415 - sets Django up

        with scratch():
            from benchmarks import pages  # noqa: PLC0415 - after django.setup

            pages.main()
    if "host" in names:
        from benchmarks import host  # noqa: PLC0415 - only when asked for

        host.main()
    if "fanout" in names:
        from benchmarks import fanout  # noqa: PLC0415 - only when asked for

        fanout.main()


if __name__ == "__main__":
    main(sys.argv[1:] or ["pages", "host", "fanout"])
