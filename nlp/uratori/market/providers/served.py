"""What every provider over HTTP is made with: its server, its pace, its key, its day."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from .client import Client
from .wire import Key, Pace, Patience


class Served:
    """A server and how it is asked; `today` is the day that rows are retrieved on."""

    name: ClassVar[str]
    key: ClassVar[str | None] = None
    home: ClassVar[str]
    """The address of the public server."""
    pace: ClassVar[Pace] = Pace(requests=2, seconds=1.0)

    def __init__(
        self,
        *,
        base_url: str | None = None,
        secret: str | None = None,
        patience: Patience | None = None,
        pace: Pace | None = None,
        cache: Path | None = None,
        offline: bool = False,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        self._today = today
        self._client = Client(
            provider=self.name,
            base_url=base_url or self.home,
            pace=pace or self.pace,
            patience=patience,
            key=self.placed(secret) if secret else None,
            cache=cache,
            offline=offline,
        )

    def placed(self, secret: str) -> Key:
        """Say where the server wants its key."""
        return Key(value=secret)
