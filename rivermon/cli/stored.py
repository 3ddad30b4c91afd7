"""The commands about what is stored, and about the machine: show, check, mend."""

import os
from pathlib import Path
from typing import Annotated

import typer

from rivermon.cli.options import AsJson, Channel, Db, Event, Host, Limit, Port
from rivermon.cli.program import app, log_for, secrets_found, settings_of
from rivermon.settings import Settings

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
            settings_of(context, db=db).database,
            limit=limit,
            channel=channel,
            event=event,
            as_json=as_json,
        )


for _kind, _words in _LEDGERS.items():
    _add_ledger_command(_kind, *_words)


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

    settings = settings_of(context, db=db, host=host, port=port)
    if ledger:
        _check_ledger(settings)
        return
    secrets = secrets_found()
    log_for(secrets, to_file=False)
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

    if not save(settings_of(context, db=db).database, file):
        raise typer.Exit(1)
