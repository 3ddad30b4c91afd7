"""The commands that take rows out of the database: into a file, or for good."""

from pathlib import Path
from typing import Annotated

import typer

from rivermon.cli.options import Db
from rivermon.cli.program import app, settings_of
from rivermon.core.export_format import Format
from rivermon.core.listing import View


@app.command()
def export(
    context: typer.Context,
    view: Annotated[View, typer.Argument(help="Which rows.", show_default=False)],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file; else it is printed.", show_default=False),
    ] = None,
    filter_text: Annotated[
        str, typer.Option("--filter", help="Only what matches, as in the window's filter box.")
    ] = "",
    wanted: Annotated[
        Format | None,
        typer.Option("--format", help="Else as the file's name ends, else jsonl."),
    ] = None,
    with_secrets: Annotated[
        bool, typer.Option("--with-secrets", help="Leave signatures and credentials in.")
    ] = False,
    db: Db = None,
) -> None:
    """Write stored rows as JSON Lines, as one JSON array, or as CSV, newest first.

    Signatures, Authorization and other credentials in headers are left out. The CSV is UTF-8, and
    what a spreadsheet would take for a formula has an apostrophe before it. May run while rivermon
    does; a file that is there is replaced only when all is written.

    \b
    Examples:
      rivermon export records --output content.csv
      rivermon export records --filter 'category:movies age:<7d' -o movies.jsonl
      rivermon export deliveries --filter status:rejected --format json
    """
    from rivermon.cli.export import export_rows  # noqa: PLC0415

    export_rows(
        settings_of(context, db=db).database,
        view,
        filter_text,
        file=output,
        wanted=wanted or _by_name(output),
        secret=not with_secrets,
    )


@app.command()
def prune(
    context: typer.Context,
    older_than: Annotated[
        str | None,
        typer.Option("--older-than", help="Such as 90d, 12h.", show_default=False),
    ] = None,
    larger_than: Annotated[
        str | None,
        typer.Option("--larger-than", help="Such as 500M, 2G.", show_default=False),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be deleted.")
    ] = False,
    db: Db = None,
) -> None:
    """Delete what is old, or the oldest until the rest is small enough; close rivermon first.

    Pinned records stay, and so does what ModelRiver is still owed. Without an option, the settings
    keep_days and keep_mb are taken, by which a running rivermon prunes by itself. The file does not
    shrink: the room is used for what comes.

    \b
    Examples:
      rivermon prune --older-than 90d --dry-run
      rivermon prune --larger-than 500M
    """
    from rivermon.cli.prune import prune_rows, retention_of  # noqa: PLC0415

    settings = settings_of(context, db=db)
    retention = retention_of(older_than, larger_than, settings.retention)
    prune_rows(settings.database, retention, dry_run=dry_run)


def _by_name(output: Path | None) -> Format:
    ending = output.suffix.lower().lstrip(".") if output else ""
    return Format(ending) if ending in set(Format) else Format.JSON_LINES
