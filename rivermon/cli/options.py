"""The options that commands share, with their help and the environment names behind them."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rivermon.core.entities import Scheme

Db = Annotated[
    Path | None,
    typer.Option("--db", help="The database file. [RIVERMON_DB]", show_default=False),
]
Host = Annotated[
    str | None,
    typer.Option("--host", help="The address to listen at (127.0.0.1). [RIVERMON_HOST]"),
]
Port = Annotated[
    int | None,
    typer.Option("--port", min=0, max=65535, help="The port (8765); 0 picks one. [RIVERMON_PORT]"),
]
DemoFlag = Annotated[
    bool,
    typer.Option("--demo", help="Use a temporary database and a simulated ModelRiver."),
]
WatchFlag = Annotated[
    bool,
    typer.Option("--watch", help="Only show what another rivermon takes in; never listen."),
]
HiddenFlag = Annotated[
    bool,
    typer.Option("--hidden", help="Wait in the tray, where there is one, without a window."),
]
SelfTestFlag = Annotated[
    bool,
    typer.Option("--self-test", help="Prove offscreen that this rivermon works, and end."),
]
Limit = Annotated[int, typer.Option("--limit", min=1, help="How many rows at the most.")]
Channel = Annotated[str | None, typer.Option("--channel", help="Only this channel id.")]
Event = Annotated[str | None, typer.Option("--event", help="Only this event name.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON array.")]


class SchemeName(StrEnum):
    """The signature schemes that `send` knows."""

    RAW_BODY = Scheme.RAW_BODY
    TIMESTAMPED_DATA = Scheme.TIMESTAMPED_DATA
    TIMESTAMPED_BODY = Scheme.TIMESTAMPED_BODY
