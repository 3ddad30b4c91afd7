"""The commands that listen, or send to who listens; each hands over to who does the work."""

import asyncio
import gc
from collections.abc import Callable
from typing import Annotated, NoReturn

import typer

from rivermon import __version__
from rivermon.cli.failing import as_the_windows
from rivermon.cli.options import (
    Db,
    DemoFlag,
    HiddenFlag,
    Host,
    Port,
    SchemeName,
    SelfTestFlag,
    WatchFlag,
)
from rivermon.cli.program import app, chosen_of, log_for, safe_found, secrets_found, settings_of
from rivermon.core.entities import Scheme
from rivermon.core.missing_library import library_advice
from rivermon.core.ports import RivermonError
from rivermon.packaged import is_packaged
from rivermon.settings import SECRET_VARIABLE, Secrets

_SELF_TEST_ALONE = "--self-test has a window and a database of its own: rivermon --self-test"


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
    hidden: HiddenFlag = False,
    self_test: SelfTestFlag = False,
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
      rivermon --hidden         listen from the tray, as at login
      rivermon serve            the same without a window
      rivermon doctor           is everything set up?
      rivermon --self-test      does it work on this machine?
    """
    options = {"db": db, "host": host, "port": port}
    context.obj = {name: str(value) for name, value in options.items() if value is not None}
    if context.invoked_subcommand is not None:
        _refuse_before_a_command(demo=demo, watch=watch, hidden=hidden, self_test=self_test)
        return
    if self_test:
        if context.obj or demo or watch or hidden:
            raise typer.BadParameter(_SELF_TEST_ALONE)
        _test_itself()
    if demo and watch:
        raise typer.BadParameter("--demo listens and --watch does not: choose one of them")
    if hidden and (demo or watch):
        raise typer.BadParameter("--hidden shows nothing; --demo and --watch are to be looked at")
    with as_the_windows():
        _open_window(context, demo=demo, watch=watch, hidden=hidden)


def _refuse_before_a_command(*, demo: bool, watch: bool, hidden: bool, self_test: bool) -> None:
    if demo:
        raise typer.BadParameter("--demo stands behind the command: rivermon serve --demo")
    if watch:
        raise typer.BadParameter("--watch opens a window and stands alone: rivermon --watch")
    if hidden:
        raise typer.BadParameter(
            "--hidden has a window to hide and stands alone: rivermon --hidden"
        )
    if self_test:
        raise typer.BadParameter(_SELF_TEST_ALONE)


def _test_itself() -> NoReturn:
    from rivermon.self_test import run_self_test  # noqa: PLC0415 - nearly never

    log_for(Secrets(), to_file=False)
    well = run_self_test(lambda line: print(line, flush=True))
    raise typer.Exit(0 if well else 1)


def _open_window(context: typer.Context, *, demo: bool, watch: bool, hidden: bool) -> None:
    # What is loaded stays: to look for rubbish meanwhile took a tenth of the time (2 cores).
    gc.disable()
    try:
        run_window = _window()
    finally:
        gc.enable()
    gc.freeze()
    chosen = chosen_of(context)
    # Two processes would turn over one file under each other's hands.
    log_for(Secrets(), to_file=not watch)
    if not run_window(chosen, safe_found, demo=demo, watch=watch, hidden=hidden):
        raised = "" if hidden else ": its window was raised"
        print(f"rivermon is running already{raised}.")


def _window() -> Callable[..., bool]:
    try:
        from rivermon.window import run_window  # noqa: PLC0415 - Qt only where a window is wanted
    except ImportError as failure:
        raise RivermonError(
            f"Qt cannot be loaded ({failure}): "
            f"{library_advice(str(failure), packaged=is_packaged())}; `rivermon serve` runs "
            "without it."
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

    chosen, safe = chosen_of(context, db=db, host=host, port=port), safe_found()
    log_for(safe.secrets, to_file=True)
    narrator = Narrator(everything=demo or print_all)

    async def until_stopped() -> None:
        stop = asyncio.Event()
        await run(chosen, safe, stop=stop, subscribers=(narrator,), demo=demo)

    asyncio.run(until_stopped())


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

    settings, secrets = settings_of(context), secrets_found()
    log_for(secrets, to_file=False)
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
