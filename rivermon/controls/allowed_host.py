"""Lets callbacks go to one more host, now and from now on.

Does not know why one was held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rivermon.controls.refused import CannotBeDone
from rivermon.setting_values import BadSetting, checked

if TYPE_CHECKING:
    from rivermon.app import House


async def allow_host(house: House, host: str) -> None:
    """Let callbacks go to `host` (host or host:port), release what was held for it, and keep that.

    Raises:
        BadSetting: it is not a host.
        CannotBeDone: the settings cannot be written; it is allowed nonetheless until the end.
        StoreUnavailable: the store cannot note what is released.
    """
    chosen, outbox = house.chosen, house.outbox
    more = checked("callback_hosts", (host,), "The host")
    try:
        chosen.change(callback_hosts=tuple(dict.fromkeys((*chosen.settings.callback_hosts, *more))))
    except BadSetting as why:
        await outbox.allow_host(host)
        raise CannotBeDone(
            f"{host} is allowed until rivermon is closed, and then no longer: {why}"
        ) from why
    await outbox.release()
