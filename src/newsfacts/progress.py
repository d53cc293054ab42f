"""How far a run is: a bar on a terminal, a line every so often in a log."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.console import Console


class Progress(Protocol):
    """What shows how far a run is, in bytes of its inputs, since those are known from the start."""

    def update(self, position: int, done: int, failed: int) -> None:
        """An article more: how many bytes of the inputs and how many articles are done, and how many failed."""

    def echo(self, line: str) -> None:
        """Say something else on standard error."""

    def stop(self) -> None:
        """Nothing more is shown."""


class Bar:
    """Articles, rate, time left and failures, on a terminal."""

    def __init__(self, total: int, console: Console) -> None:
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as Bars

        left = (TaskProgressColumn(), TimeRemainingColumn()) if total else (TimeElapsedColumn(),)
        self._bars = Bars(
            TextColumn("extract"), BarColumn(), *left, TextColumn("{task.fields[done]}"),
            console=console, transient=True,
        )  # fmt: skip
        self._bar = self._bars.add_task("extract", total=total or None, done="")
        self._started = time.monotonic()
        self._bars.start()

    def update(self, position: int, done: int, failed: int) -> None:
        rate = done / max(time.monotonic() - self._started, 0.001)
        said = f"{done:,} article{'' if done == 1 else 's'}, {rate:.1f} a second"
        if failed:
            said += f", {failed:,} failed"
        self._bars.update(self._bar, completed=position, done=said)

    def echo(self, line: str) -> None:
        self._bars.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def stop(self) -> None:
        self._bars.stop()


class Log:
    """A line every so often, further apart as it goes on."""

    def __init__(self, total: int, echo: Callable[[str], None]) -> None:
        self.echo = echo
        self._total = total
        self._pause = 5.0
        self._next = time.monotonic() + self._pause

    def update(self, position: int, done: int, failed: int) -> None:
        if time.monotonic() < self._next:
            return
        self._pause = min(self._pause * 1.5, 60)
        self._next = time.monotonic() + self._pause
        share = f", {min(position / self._total, 1):.0%} of the input" if self._total else ""
        self.echo(f"extract: {done} article{'' if done == 1 else 's'}, {failed} failed{share}")

    def stop(self) -> None:
        """There is nothing to take away."""
