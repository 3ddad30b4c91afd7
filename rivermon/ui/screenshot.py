"""Takes a picture of a widget.

Does not know what is in it.
"""

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QWidget

_SETTLE_S = 0.8


async def take_screenshot(widget: QWidget, path: Path, settle_s: float = _SETTLE_S) -> None:
    """Save `widget` as a PNG at `path` after the loop had `settle_s` seconds to settle.

    Raises:
        OSError: the file cannot be written.
    """
    await asyncio.sleep(settle_s)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not widget.grab().save(str(path), "PNG"):
        raise OSError(f"The picture cannot be written to {path}")
