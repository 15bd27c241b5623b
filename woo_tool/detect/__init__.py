"""Detection: what in a page text might have to go. Importing this package stays light."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from woo_tool.detect.detector import Detector

__all__ = ["Detector"]


def __getattr__(name: str) -> Any:
    """Load the detector, and with it spaCy and presidio, only when it is asked for."""
    if name == "Detector":
        from woo_tool.detect.detector import Detector

        return Detector
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
