"""Has the house listen at another address, or with other limits, now and from now on.

Does not know how a listener is moved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rivermon.core.feed import Listening, Trouble, TroubleBegan, TroubleEnded
from rivermon.core.ports import ListenerUnavailable
from rivermon.setting_values import checked

if TYPE_CHECKING:
    from rivermon.app import House


async def listen_at(house: House, host: str, port: int, path: str | None, max_body: int) -> None:
    """Have the listener at another address, with other limits, and keep that in the settings.

    Raises:
        BadSetting: a value cannot be had, or the settings file cannot be written.
        ListenerUnavailable: the address cannot be had. Either way all is as it was, unless the feed
            is told that the old address is lost.
    """
    listener, before = house.listener, house.listener.url
    values: dict[str, Any] = {"host": host, "port": port, "path": path, "max_body": max_body}
    read = {name: checked(name, value, name) for name, value in values.items()}
    try:
        await listener.move(
            read["host"],
            read["port"],
            extra_path=read["path"],
            max_body=read["max_body"],
            keep=lambda: house.chosen.change(**values),
        )
    except ListenerUnavailable as trouble:
        if before is not None and listener.url is None:
            house.feed.tell([TroubleBegan(Trouble.PORT, str(trouble))])
        raise
    await house.uptime.opened()
    if listener.url != before:
        house.feed.tell([TroubleEnded(Trouble.PORT), Listening(listener.url or "")])
