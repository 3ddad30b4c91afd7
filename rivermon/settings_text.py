"""The settings file as people read it: every setting is explained in it, and what is set is set.

Works on the text; whatever else stands in it stays, other people's comments too. Does not know
where the file is.
"""

import re
from collections.abc import Mapping
from typing import Any

from rivermon.settings import Settings

EXPLAINED: Mapping[str, str] = {
    "db": "The database file. Empty: rivermon.db in the platform's data folder.",
    "host": (
        "The address to listen at. 127.0.0.1: this machine only, which a tunnel leads to; 0.0.0.0: "
        "whoever can reach this machine."
    ),
    "port": "The port to listen at, 0 to 65535. 0: a free one, another at every start.",
    "callback_hosts": (
        "Where callbacks, and the API key with them, may go: host or host:port. Always https, but "
        "to this machine."
    ),
    "path": (
        "One more path for webhooks, beside /webhooks/modelriver, /webhook/modelriver, /webhook "
        "and /webhooks/ai. Empty: none."
    ),
    "max_body": "The longest webhook that is taken in, in bytes; longer ones are answered 413.",
    "max_age_s": (
        "How old a signed timestamp may be, in seconds. 0: any age, for ModelRiver sends again for "
        "nearly four hours."
    ),
    "theme": "system, light or dark.",
    "language": "system, en (English) or zh_CN (Simplified Chinese).",
    "text_size": "Percent of the system's text size, 80 to 200.",
    "hold_events": "Events whose content waits for your approval before it is sent, by name.",
    "undecided": (
        "What happens 20 seconds before ModelRiver stops to wait, if nobody decided: send, reject "
        "or timeout."
    ),
    "keep_days": "Content older than so many days is deleted; what is pinned stays. 0: never.",
    "keep_mb": (
        "When content takes more than so many megabytes, the oldest is deleted; what is pinned "
        "stays. 0: never."
    ),
    "notify": (
        "What the desktop tells of: callbacks, signatures, store, silence, approval, public; an "
        "empty list tells of nothing."
    ),
    "close_to_tray": "true: rivermon goes on listening when its window is closed to the tray.",
    "start_at_login": (
        "true: the desktop starts rivermon when you log in, with what this file has, and it waits "
        "in the tray. To end that, switch it off in the window: that takes the desktop's entry "
        "away. One that is missing is written at the next start of the window; one that is "
        "switched off in the desktop's own settings stays so, and this becomes false."
    ),
    "tunnel": (
        "How ModelRiver reaches this machine: off, cloudflared, ngrok, ssh, localtunnel, "
        "modelriver (its own program forwards), url (an address of your own) or command."
    ),
    "tunnel_command": (
        "The command that opens the tunnel, with {host} and {port} where rivermon listens. Empty: "
        "the usual one of the tunnel chosen."
    ),
    "tunnel_pattern": (
        "A regular expression that finds the public address in what the command prints. Empty: "
        "the usual one."
    ),
    "public_url": (
        "The public address, where it is known beforehand: https://hooks.example.com. Empty: the "
        "tunnel's own."
    ),
    "guided": "true: the guided start was finished or skipped, and does not come by itself again.",
}
"""What each setting is, in the order in which they stand in the file."""

_HEAD = """\
# rivermon's settings. A line that begins with "# name =" shows a default: take the # away and
# change the value, or change it in rivermon's window, or with: rivermon config set NAME VALUE
# Flags and environment variables (RIVERMON_NAME) win over what stands here.
# Secrets never stand here: they are in the system's keyring, or in environment variables.
"""
_LINE = 98


def template() -> str:
    """A settings file in which everything is explained and nothing is set."""
    defaults = Settings()
    shown = ((name, _line(name, getattr(defaults, name))) for name in EXPLAINED)
    return "\n".join([_HEAD, *(f"{_explanation(name)}# {line}\n" for name, line in shown)])


def with_values(text: str, values: Mapping[str, Any]) -> str:
    """The text of a settings file with these values in it.

    A setting that stands there is changed in its place; one whose default is shown takes the place
    of that; any other one is added at the end, explained.

    Raises:
        tomlkit.exceptions.TOMLKitError: the text is no TOML.
    """
    import tomlkit  # noqa: PLC0415 - no window has to wait for what only a change needs

    tomlkit.parse(text)  # what is no TOML is not written to at all
    for name, value in values.items():
        written = tomlkit.parse(text)
        if name in written:
            written[name] = _plain(value)
            text = tomlkit.dumps(written)
        else:
            text = _uncommented(text, name, value)
    return text


def written(value: Any) -> str:
    """A value as the file has it."""
    import tomlkit  # noqa: PLC0415

    return str(tomlkit.item(_plain(value)).as_string())


def _uncommented(text: str, name: str, value: Any) -> str:
    line = _line(name, value)
    shown = re.compile(rf"^# {name} = .*$", re.MULTILINE)
    if shown.search(text):
        return shown.sub(lambda _: line, text, count=1)
    table = re.search(r"^\s*\[", text, re.MULTILINE)  # below a table it would belong to that
    at = table.start() if table else len(text)
    before, after = text[:at], text[at:]
    gap = "" if not before or before.endswith("\n") else "\n"
    return f"{before}{gap}{_explanation(name)}{line}\n{after}"


def _explanation(name: str) -> str:
    lines, line = [], "#"
    for word in EXPLAINED[name].split():
        if len(line) + len(word) >= _LINE:
            lines.append(line)
            line = "#"
        line += f" {word}"
    return "\n".join([*lines, line, ""])


def _line(name: str, value: Any) -> str:
    return f"{name} = {written(value)}"


def _plain(value: Any) -> Any:
    """What TOML has no type for, in a type that it has."""
    if isinstance(value, tuple):
        return list(value)
    if value is None:
        return ""
    return str(value) if isinstance(value, str) else value
