"""Measurements that go with the bounds in docs/reference/performance.md. Run all with ``make bench``."""
