"""What an operator of an older rivermon did in its window, done with that version's own code.

Run by make_folder.py in a checkout of that version.
"""

import asyncio
import os
import sys
from contextlib import AsyncExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

REJECTED = "Not for our readers: 不适合"
NOTE = "Ask 王小明 about the ending 🙂\nsecond line"
FILTERS = {"Films with 奶茶": "event:new_movie_suggestion 奶茶", "bad & worse": "status:error"}


def app() -> Any:
    return import_module("rivermon.app")


async def act(schema: int) -> None:
    """Reject, send again, and what else the version could do with what is stored."""
    settings = import_module("rivermon.settings")
    secrets = settings.read_secrets(os.environ, lambda _: None)
    chosen = settings.load({}, os.environ)
    feed = import_module("rivermon.core.feed").ChangeFeed()
    if schema >= 4:
        chosen = import_module("rivermon.chosen").Chosen(chosen, None)
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(app().furnished(chosen, secrets, feed))
        if schema < 4:
            assert await house.outbox.reject(2, REJECTED)
            assert await house.outbox.send_again(1)
        else:
            await act_of_4(house, stack)
        await asyncio.sleep(2)  # the callbacks of this


async def act_of_4(house: Any, stack: AsyncExitStack) -> None:
    controls = import_module("rivermon.controls").OperatorControls(stack, None)
    controls.move_in(house)
    await controls.reject([2], REJECTED)
    await controls.send_again([1], lambda *_: True)
    await controls.pin([1, 3], pinned=True)
    await controls.write_note(3, NOTE)
    await controls.write_note(4, "short")
    waiting = [each.record_id for each in await house.store.awaiting()]
    assert len(waiting) >= 4, waiting
    await controls.approve(waiting[:1])
    await controls.approve(waiting[1:2], {"title": "Edited 改过", "n": [1, 2.5, None]})
    await controls.reject(waiting[2:3], "Rejected while it waited")
    await controls.replay(1)


def arrange(config: Path) -> None:
    """Name filters, and put the records' columns in another order."""
    memories = import_module("rivermon.ui.window_memory")
    layouts = import_module("rivermon.ui.column_layout")
    sections = import_module("rivermon.ui.ledger_header").Section
    terms = import_module("rivermon.core.filter_terms")
    memory = memories.WindowMemory(memories.memory_in(config / "window.ini"))
    shelf = import_module("rivermon.ui.filter_shelf").FilterShelf(memory)
    for name, text in FILTERS.items():
        shelf.save(name, text)
    layout = layouts.ColumnLayout(
        sections=(
            sections("title", True, 310),
            sections("time", True),
            sections("category", False),
            sections("channel", True, 190),
        ),
        paths=(terms.JsonPath(terms.Root.DATA, ("rating",)),),
        by="title",
        descending=False,
    )
    memory.keep(memories.Kept.RECORDS, layouts.to_text(layout))
    memory.write()


if __name__ == "__main__":
    if sys.argv[1] == "act":
        asyncio.run(act(int(sys.argv[2])))
    else:
        arrange(Path(sys.argv[2]))
