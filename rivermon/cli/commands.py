"""The commands and their options; each reads its settings and hands over to who does the work."""

import asyncio
import gc
import logging
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer

from rivermon import __version__
from rivermon.cli.options import (
    AsJson,
    Channel,
    Db,
    DemoFlag,
    Event,
    Host,
    Limit,
    Port,
    SchemeName,
    WatchFlag,
)
from rivermon.core.entities import Scheme
from rivermon.core.ports import RivermonError
from rivermon.core.visible_text import one_line
from rivermon.log import keep_out, start_logging, without_secrets
from rivermon.settings import (
    SECRET_VARIABLE,
    Secrets,
    Settings,
    ask_keyring,
    data_folder,
    load,
    read_secrets,
)

_log = logging.getLogger(__name__)
_LONGEST_WORDS = 2_000

app = typer.Typer(
    name="rivermon",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _settings(context: typer.Context, **flags: Any) -> Settings:
    """The settings; an option before the command counts where the command has none of its own."""
    before: dict[str, str] = context.obj
    named = before | {name: str(value) for name, value in flags.items() if value is not None}
    return load(named, os.environ)


def _secrets() -> Secrets:
    return read_secrets(os.environ, ask_keyring)


def _log_for(secrets: Secrets, *, to_file: bool) -> None:
    file = data_folder() / "rivermon.log" if to_file else None
    start_logging(secrets=secrets.all, stream=sys.stderr, file=file)


def _say_version(wanted: bool) -> None:
    if wanted:
        print(f"rivermon {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def window(
    context: typer.Context,
    db: Db = None,
    host: Host = None,
    port: Port = None,
    demo: DemoFlag = False,
    watch: WatchFlag = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which.")
    ] = False,
) -> None:
    """Watch ModelRiver's webhooks arrive: verified, stored, called back, shown.

    Without a command, opens the window and listens. If a rivermon with a window is at work on the
    same database already, its window is raised instead; if one without a window is (rivermon
    serve), the window only watches.

    \b
    Examples:
      rivermon                  open the window
      rivermon --demo           see it work, with a simulated ModelRiver
      rivermon --watch          one more window on the same database
      rivermon serve            the same without a window
      rivermon doctor           is everything set up?
    """
    options = {"db": db, "host": host, "port": port}
    context.obj = {name: str(value) for name, value in options.items() if value is not None}
    if context.invoked_subcommand is not None:
        if demo:
            raise typer.BadParameter("--demo stands behind the command: rivermon serve --demo")
        if watch:
            raise typer.BadParameter("--watch opens a window and stands alone: rivermon --watch")
        return
    if demo and watch:
        raise typer.BadParameter("--demo listens and --watch does not: choose one of them")
    _open_window(context, demo=demo, watch=watch)


def _open_window(context: typer.Context, *, demo: bool, watch: bool) -> None:
    # What is loaded stays: to look for rubbish meanwhile took a tenth of the time (2 cores).
    gc.disable()
    try:
        run_window = _window()
    finally:
        gc.enable()
    gc.freeze()
    settings = _settings(context)
    # Two processes would turn over one file under each other's hands.
    _log_for(Secrets(), to_file=not watch)
    if not run_window(settings, _secrets_kept_out, demo=demo, watch=watch):
        print("rivermon is running already: its window was raised.")


def _secrets_kept_out() -> Secrets:
    secrets = _secrets()
    keep_out(secrets.all)
    return secrets


def _window() -> Callable[..., bool]:
    try:
        from rivermon.window import run_window  # noqa: PLC0415 - Qt only where a window is wanted
    except ImportError as failure:
        raise RivermonError(
            f"Qt cannot be loaded ({failure}): `make system` installs what it needs on Debian and "
            "Ubuntu; `rivermon serve` runs without it."
        ) from failure
    return run_window


@app.command()
def serve(
    context: typer.Context,
    db: Db = None,
    host: Host = None,
    port: Port = None,
    demo: DemoFlag = False,
    print_all: Annotated[
        bool, typer.Option("--print", help="Print a line per webhook, record and callback.")
    ] = False,
) -> None:
    """Receive, verify, store and call back without a window.

    \b
    Examples:
      MODELRIVER_WEBHOOK_SECRET=… MODELRIVER_API_KEY=… rivermon serve
      rivermon serve --port 0 --print
      rivermon serve --demo
    """
    from rivermon.app import serve as run  # noqa: PLC0415 - the other commands start faster
    from rivermon.cli.narrator import Narrator  # noqa: PLC0415

    settings, secrets = _settings(context, db=db, host=host, port=port), _secrets()
    _log_for(secrets, to_file=True)
    narrator = Narrator(everything=demo or print_all)

    async def until_stopped() -> None:
        stop = asyncio.Event()
        await run(settings, secrets, stop=stop, subscribers=(narrator,), demo=demo)

    asyncio.run(until_stopped())


_LEDGERS = {
    "records": (
        "Show what was generated, newest first.",
        "rivermon records --limit 5",
        "rivermon records --event new_movie_suggestion --json",
    ),
    "deliveries": (
        "Show every request that came in, rejected ones too, newest first.",
        "rivermon deliveries",
        "rivermon deliveries --channel 550e8400-e29b-41d4-a716-446655440000 --json",
    ),
    "callbacks": (
        "Show what ModelRiver was called back with, newest first.",
        "rivermon callbacks --limit 50",
        "rivermon callbacks --json",
    ),
}


def _add_ledger_command(kind: str, about: str, *examples: str) -> None:
    lines = "".join(f"\n  {example}" for example in examples)

    @app.command(kind, help=f"{about}\n\n\b\nExamples:{lines}")
    def show(
        context: typer.Context,
        db: Db = None,
        limit: Limit = 20,
        channel: Channel = None,
        event: Event = None,
        as_json: AsJson = False,
    ) -> None:
        from rivermon.cli.columns import Kind  # noqa: PLC0415
        from rivermon.cli.ledger import print_ledger  # noqa: PLC0415

        print_ledger(
            Kind(kind),
            _settings(context, db=db).database,
            limit=limit,
            channel=channel,
            event=event,
            as_json=as_json,
        )


for _kind, _words in _LEDGERS.items():
    _add_ledger_command(_kind, *_words)


@app.command()
def send(
    context: typer.Context,
    url: Annotated[
        str | None,
        typer.Option("--url", help="Where to post; by default to rivermon on this machine."),
    ] = None,
    event: Annotated[str | None, typer.Option("--event", help="The event name; a mix.")] = None,
    scheme: Annotated[
        SchemeName, typer.Option("--scheme", help="How to sign.")
    ] = SchemeName.RAW_BODY,
    count: Annotated[int, typer.Option("--count", min=1, help="How many webhooks.")] = 1,
    rate: Annotated[
        float | None,
        typer.Option("--rate", min=0.001, help="Webhooks per second; as fast as it goes."),
    ] = None,
    speed: Annotated[
        float, typer.Option("--speed", min=0.001, help="Divides the waits between retries.")
    ] = 1.0,
    callback_port: Annotated[
        int, typer.Option("--callback-port", min=0, max=65535, help="Where to take callbacks.")
    ] = 8766,
    wait: Annotated[
        float, typer.Option("--wait", min=0, help="Seconds to wait for one more callback.")
    ] = 20.0,
) -> None:
    """Post signed sample webhooks, as ModelRiver does, and take their callbacks.

    What is refused or not answered is delivered again after 5 s, 30 s, 2 min, 10 min, 30 min, 1 h
    and 2 h, each divided by --speed. The secret is read as the listener reads it. For the callbacks
    to come here, the listener must allow them: RIVERMON_CALLBACK_HOSTS=127.0.0.1:8766.

    \b
    Examples:
      rivermon send
      rivermon send --count 5000
      rivermon send --event new_chat --scheme timestamped-data --count 20 --rate 2
      rivermon send --url http://127.0.0.1:9000/webhook --speed 60
    """
    from rivermon.cli.send import Order, SendFailed  # noqa: PLC0415
    from rivermon.cli.send import send as deliver  # noqa: PLC0415
    from rivermon.net.listener import PATHS  # noqa: PLC0415

    settings, secrets = _settings(context), _secrets()
    _log_for(secrets, to_file=False)
    if not secrets.webhook:
        raise SendFailed(f"There is no secret to sign with: set {SECRET_VARIABLE}.")
    order = Order(
        url=url or f"http://{_bracketed(settings.host)}:{settings.port}{PATHS[0]}",
        secret=secrets.webhook[0],
        event=event,
        scheme=Scheme(scheme),
        count=count,
        rate=rate,
        speed=speed,
        callback_port=callback_port,
        wait_s=wait,
    )
    asyncio.run(deliver(order))


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@app.command()
def doctor(
    context: typer.Context,
    db: Db = None,
    host: Host = None,
    port: Port = None,
    ledger: Annotated[
        bool, typer.Option("--ledger", help="Check that all that came is accounted for.")
    ] = False,
) -> None:
    """Check secret, API key, database, port, display and clock, and say what to do about each.

    With --ledger, check instead that the database adds up: every webhook that was received, what
    became of it, and every callback owed for it. Changes nothing, and may run while rivermon does;
    a million records take about a minute. Exits with 1 when there is something to do.

    \b
    Examples:
      rivermon doctor
      rivermon doctor --port 9000
      rivermon doctor --ledger
    """
    from rivermon.cli.doctor import examine  # noqa: PLC0415

    settings = _settings(context, db=db, host=host, port=port)
    if ledger:
        _check_ledger(settings)
        return
    secrets = _secrets()
    _log_for(secrets, to_file=False)
    findings = list(examine(settings, secrets, os.environ))
    for finding in findings:
        print(f"{'ok' if finding.well else '!!'}  {finding.about:<9} {finding.words}")
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


def _check_ledger(settings: Settings) -> None:
    from rivermon.cli.ledger_check import check_ledger  # noqa: PLC0415

    if not check_ledger(settings.database):
        raise typer.Exit(1)


@app.command()
def repair(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="A damaged or rescued file; all that were set aside.")
    ] = None,
    db: Db = None,
) -> None:
    """Save what can be read of a damaged database; close rivermon first.

    Without a file, the database itself is mended if it is damaged, and whatever was set aside
    beside it is brought in. Rows keep their ids, what is there already is not doubled, and no file
    is deleted or changed. Exits with 1 when something could not be read.

    \b
    Examples:
      rivermon repair
      rivermon repair rivermon-damaged-20260301T120000Z.db
    """
    from rivermon.cli.repair import repair as save  # noqa: PLC0415

    if not save(_settings(context, db=db).database, file):
        raise typer.Exit(1)


def main(environment: Mapping[str, str] = os.environ) -> None:
    """Run the command that the command line names; failures are one line, never a trace."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A title that the terminal's encoding does not know must not end the program.
            stream.reconfigure(errors="replace")
    try:
        app()
    except RivermonError as failure:
        _fail(str(failure))
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as failure:  # noqa: BLE001 - whatever it is, a secret in it is not printed
        if environment.get("RIVERMON_TRACE"):
            print(without_secrets(traceback.format_exc()), end="", file=sys.stderr)
            sys.exit(1)
        # For the log file only: the terminal gets one line.
        _log.info("rivermon failed", exc_info=True)
        _fail(
            f"rivermon made a mistake ({type(failure).__name__}: {failure}). Please report it; "
            "RIVERMON_TRACE=1 shows where it happened."
        )


def _fail(words: str) -> None:
    print(f"rivermon: {one_line(without_secrets(words), _LONGEST_WORDS)}", file=sys.stderr)
    sys.exit(1)
