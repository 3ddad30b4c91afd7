"""`rivermon doctor`: looks at everything rivermon needs, and says what to do about each.

Changes nothing. Does not know how the house is built.
"""

import http.client
import os
import socket
import statistics
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from rivermon.core.ports import RivermonError
from rivermon.core.public_state import NO_ADDRESS
from rivermon.core.signature import age_s
from rivermon.core.tunnel import TunnelKind, TunnelPlan
from rivermon.core.tunnel_command import BadCommand, command_lines, words_of
from rivermon.core.tunnel_ending import bad_command, missing
from rivermon.core.tunnel_install import install_line
from rivermon.core.tunnel_presets import PRESETS
from rivermon.net.listener import HEALTH
from rivermon.net.program_search import distributions, found
from rivermon.settings import KEY_VARIABLE, SECRET_VARIABLE, Secrets, Settings, passed_over
from rivermon.store.database import open_for_reading
from rivermon.store.reader import Reader

_SKEW_WORTH_A_WORD_S = 60.0
_DELIVERIES_LOOKED_AT = 50


class Finding(msgspec.Struct, frozen=True):
    """What was found about one thing; `well` is False when there is something to do."""

    about: str
    well: bool
    words: str


def examine(
    settings: Settings, secrets: Secrets, environment: Mapping[str, str]
) -> Iterator[Finding]:
    """Look at the secrets, the database, the port, the tunnel, the display and the clock.

    Of the settings file it says what is not used; whatever else is wrong there, nothing starts.
    """
    yield from (_ill("settings", words) for words in passed_over(environment))
    yield _secret(secrets)
    yield _api_key(secrets)
    yield _database(settings.database)
    yield _port(settings)
    yield _tunnel(settings, environment)
    yield _display(environment)
    yield _clock(settings.database, datetime.now(UTC))


def _well(about: str, words: str) -> Finding:
    return Finding(about=about, well=True, words=words)


def _ill(about: str, words: str) -> Finding:
    return Finding(about=about, well=False, words=words)


def _secret(secrets: Secrets) -> Finding:
    if not secrets.webhook:
        return _ill(
            "secret",
            f"There is none, so every webhook is answered 503: copy it from ModelRiver's webhook "
            f"page into the window's settings, or into {SECRET_VARIABLE}.",
        )
    number = len(secrets.webhook)
    found = "One webhook secret" if number == 1 else f"{number} webhook secrets"
    return _well("secret", f"{found}, from {secrets.secret_source}.")


def _api_key(secrets: Secrets) -> Finding:
    key = secrets.api_key
    if key is None:
        words = (
            "There is none, so callbacks are held: put ModelRiver's into the window's settings, or "
            f"into {KEY_VARIABLE}."
        )
        return _ill("API key", words)
    if not key.startswith("mr_"):
        words = (
            f"The one from {secrets.key_source} does not look like ModelRiver's (mr_live_…): "
            "check that it was copied whole."
        )
        return _ill("API key", words)
    return _well("API key", f"Set, from {secrets.key_source}.")


def _database(path: Path) -> Finding:
    try:
        return _database_at(path)
    except OSError as failure:
        words = f"{path} cannot be looked at ({failure.strerror}): choose another with --db."
        return _ill("database", words)


def _database_at(path: Path) -> Finding:
    if not path.exists():
        folder = next(parent for parent in path.parents if parent.exists())
        well = folder.is_dir() and os.access(folder, os.W_OK)
        words = (
            f"{path} will be made at the first start."
            if well
            else f"{path} cannot be made, for {folder} may not be written to: choose another with "
            "--db."
        )
        return _well("database", words) if well else _ill("database", words)
    try:
        reader = Reader(open_for_reading(path), path)
        try:
            counts = reader.counts()
        finally:
            reader.close()
    except RivermonError as trouble:
        return _ill("database", str(trouble))
    if not os.access(path, os.W_OK):
        return _ill("database", f"{path} may not be written to: check its permissions.")
    words = f"{path}: {counts.records} records, {counts.deliveries} deliveries, {counts.owed} owed."
    return _well("database", words)


def _port(settings: Settings) -> Finding:
    where = f"{settings.host} port {settings.port}"
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except (UnicodeError, TypeError):  # a name that cannot be written in ASCII
            return _ill("port", f"{settings.host} is not a host: choose another with --host.")
        except OSError as failure:
            return _port_taken(settings, where, failure)
    return _well("port", f"{where} is free.")


def _port_taken(settings: Settings, where: str, failure: OSError) -> Finding:
    health = _health(settings)
    if health is None:
        words = f"{where} cannot be had ({failure.strerror}): choose another with --port or --host."
        return _ill("port", words)
    well = health == "ok"
    advice = "" if well else ": look at the secret and the database above"
    words = f"rivermon is listening at {where}; it says: {health}{advice}."
    return _well("port", words) if well else _ill("port", words)


def _health(settings: Settings) -> str | None:
    """What a rivermon at that address says of itself; None when there is none."""
    asked = http.client.HTTPConnection(settings.host, settings.port, timeout=3)
    try:
        asked.request("GET", HEALTH)
        said = msgspec.json.decode(asked.getresponse().read(256), type=dict[str, str])
    except (OSError, UnicodeError, http.client.HTTPException, msgspec.MsgspecError):
        return None
    finally:
        asked.close()
    return said.get("status")


def _tunnel(settings: Settings, environment: Mapping[str, str]) -> Finding:
    plan = settings.tunnel_plan
    if plan.kind is TunnelKind.OFF:
        return _well("tunnel", "None is chosen: this machine and its network reach rivermon.")
    if plan.kind is TunnelKind.URL:
        well = bool(plan.url)
        words = f"There is nothing to run for {plan.url}." if well else NO_ADDRESS
        return _well("tunnel", words) if well else _ill("tunnel", words)
    return _program(plan, (settings.host, settings.port), environment)


def _program(plan: TunnelPlan, address: tuple[str, int], environment: Mapping[str, str]) -> Finding:
    lines = command_lines(plan)
    if not lines:
        return _ill("tunnel", "No command is entered for it: enter it in the settings.")
    try:
        names = [words_of(line, address, windows=sys.platform == "win32")[0] for line in lines]
    except BadCommand as bad:
        return _ill("tunnel", bad_command(str(bad)))
    files = (found(name, environment) for name in names)
    file = next((each for each in files if each is not None), None)
    if file is None:
        install = install_line(names[0], sys.platform, distributions())
        return _ill("tunnel", f"{missing(names[0], install)}.")
    return _well("tunnel", f"{PRESETS[plan.kind].name}, by {file}.")


def _display(environment: Mapping[str, str]) -> Finding:
    has_one = sys.platform in {"win32", "darwin"} or any(
        environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )
    if has_one:
        return _well("display", "There is one for the window.")
    words = "There is none for the window: use `rivermon serve`, which needs none."
    return _ill("display", words)


def _clock(path: Path, now: datetime) -> Finding:
    """Compare the clock with what came in last, and with ModelRiver's own timestamps."""
    try:
        reader = Reader(open_for_reading(path), path)
        try:
            latest = reader.deliveries(_DELIVERIES_LOOKED_AT)
        finally:
            reader.close()
    except (RivermonError, OSError):
        latest = []
    shown = f"{now:%Y-%m-%d %H:%M:%S} UTC"
    if latest and latest[0].received_at > now:
        words = (
            f"It says {shown}, earlier than the last delivery's {latest[0].received_at:%H:%M:%S}: "
            "set the system's clock."
        )
        return _ill("clock", words)
    genuine = (fact for fact in latest if fact.verdict.genuine and not fact.redeliveries)
    ages = [age_s(fact.headers, fact.received_at) for fact in genuine]
    known = [age for age in ages if age is not None]
    if known and abs(skew := statistics.median(known)) > _SKEW_WORTH_A_WORD_S:
        side = "ahead of" if skew > 0 else "behind"
        words = f"It says {shown}, {abs(skew):.0f} s {side} ModelRiver's: set the system's clock."
        return _ill("clock", words)
    return _well("clock", f"{shown}.")
