"""Times of the simulated past, all relative to one moment: the minute of loading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class Moments:
    """The moment of loading, and times counted from it."""

    now: datetime

    @classmethod
    def of_today(cls) -> Moments:
        return cls(timezone.now().replace(second=0, microsecond=0))

    def ago(self, *, days: float = 0, minutes: float = 0) -> datetime:
        """That long before the moment of loading."""
        return self.now - timedelta(days=days, minutes=minutes)

    def wall(self, *, day: int, hour: int, minute: int, zone: str) -> datetime:
        """The naive wall time in `zone`, `day` days after the day of loading there."""
        date = self.now.astimezone(ZoneInfo(zone)).date() + timedelta(days=day)
        return datetime(date.year, date.month, date.day, hour, minute)
