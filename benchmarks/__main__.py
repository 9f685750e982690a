"""``python -m benchmarks [pages] [host] [fanout]``: everything, or what is named."""

from __future__ import annotations

import sys


def main(names: list[str]) -> None:
    if "pages" in names:
        from benchmarks.scratch import scratch

        with scratch():
            from benchmarks import pages

            pages.main()
    if "host" in names:
        from benchmarks import host

        host.main()
    if "fanout" in names:
        from benchmarks import fanout

        fanout.main()


if __name__ == "__main__":
    main(sys.argv[1:] or ["pages", "host", "fanout"])
