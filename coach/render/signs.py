"""The few signs a terminal report draws with, and plain ones for consoles that know no Unicode."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console


@dataclass(frozen=True, slots=True)
class Signs:
    """Icons by tone, the two halves of a bar, quotation marks, and a dash."""

    icons: dict[str, str]
    full: str
    empty: str
    quote: tuple[str, str]
    dash: str

    def bar(self, part: float, width: int = 20) -> str:
        """A bar for a part between 0 and 1."""
        filled = round(min(1.0, max(0.0, part)) * width)
        return self.full * filled + self.empty * (width - filled)


_UNICODE = Signs({"good": "✔", "watch": "✘", "none": "○", "note": "•"}, "█", "░", ("“", "”"), "–")
_ASCII = Signs({"good": "+", "watch": "!", "none": "o", "note": "*"}, "#", ".", ('"', '"'), "-")
COLOURS = {"good": "green", "watch": "red", "none": "default", "note": "default"}


def signs(console: Console) -> Signs:
    """Signs that this console can write."""
    return _ASCII if console.options.ascii_only else _UNICODE
