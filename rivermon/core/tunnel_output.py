"""Reads what a tunnel's program prints: its public address, and whether it forwards.

Pure. A program that prints megabytes, or a line without an end, costs no memory. Does not know
where the output comes from, nor what becomes of what is found in it.
"""

import codecs
import re
from collections import deque
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec

from rivermon.core.callback_gate import is_loopback, target_of
from rivermon.core.tunnel import TunnelKind, TunnelPlan
from rivermon.core.tunnel_presets import PRESETS

LONGEST_LINE = 2_000
"""Characters of a line that are looked at; the rest of it is left out."""

_LINES_KEPT = 20
# ECMA-48: control sequences, the strings of OSC and its kin, and the two-character escapes.
_ANSI = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])|\x9b[0-?]*[@-~]"
)
_NOT_SHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# A program's documentation, its console and its interfaces are no public address of this machine.
_LOOK_ALIKE = re.compile(
    r"(?i)^(?:www|docs?|developers?|dashboard|admin|console|api|app|login|auth|accounts?|help"
    r"|support|status|blog|download|localhost\.run|github\.com|ngrok\.com|pinggy\.io|serveo\.net)"
    r"(?:\.|$)"
)
_WHOLE_SITES = frozenset({"localhost.run", "github.com", "ngrok.com", "pinggy.io", "serveo.net"})
_NGROK_WEB = re.compile(
    r"(?=.*starting web service).*?\baddr\"?[=:]\s*\"?([\d.]+:\d+|\[[\da-f:]+\]:\d+)"
)


class Findings(msgspec.Struct, frozen=True):
    """What some output told: each is None or False if it did not."""

    address: str | None = None
    ready: bool = False
    ngrok_web: str | None = None
    """host:port of ngrok's own API."""


class TunnelOutput:
    """The output of one run of a program, in the order in which it came."""

    def __init__(self, plan: TunnelPlan) -> None:
        """Look for what the plan's preset, or its own pattern, finds."""
        self._look = _Look(plan)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._begun = ""
        self._lines: deque[str] = deque(maxlen=_LINES_KEPT)

    def take(self, output: bytes, *, last: bool = False) -> tuple[list[str], Findings]:
        """Read on.

        Args:
            output: what was printed since.
            last: there will be no more, and a line without an end is one.

        Returns:
            The lines that ended, without ANSI codes, and what they told; of several addresses the
            last one.
        """
        text = self._begun + self._decoder.decode(output, last)
        *ended, self._begun = re.split(r"[\r\n]+", text)
        if last:
            ended.append(self._begun)
            self._begun = ""
        self._begun = self._begun[:LONGEST_LINE]
        lines = [line for each in ended if (line := plain(each[:LONGEST_LINE]))]
        self._lines.extend(lines[-_LINES_KEPT:])
        return lines, self._look.at(lines)

    @property
    def last_lines(self) -> Sequence[str]:
        """The last lines that ended, the oldest first."""
        return tuple(self._lines)


class _Look:
    """What is looked for in lines."""

    def __init__(self, plan: TunnelPlan) -> None:
        preset = PRESETS[plan.kind]
        self._own = bool(plan.pattern)
        patterns = (plan.pattern,) if self._own else preset.patterns
        # Of an address that is known beforehand, nothing is to be found.
        self._patterns = [re.compile(each) for each in patterns if not plan.url]
        self._ready = re.compile(preset.ready) if preset.ready else None
        self._is_ngrok = plan.kind is TunnelKind.NGROK

    def at(self, lines: Sequence[str]) -> Findings:
        address, ready, web = None, False, None
        for line in lines:
            address = self._address(line) or address
            ready = ready or bool(self._ready and self._ready.search(line))
            if self._is_ngrok and (found := _NGROK_WEB.match(line)):
                web = found[1]
        return Findings(address, ready, web)

    def _address(self, line: str) -> str | None:
        for pattern in self._patterns:
            for found in pattern.finditer(line):
                if address := public_address(_first(found), own_pattern=self._own):
                    return address
        return None


def plain(line: str) -> str:
    """A line without ANSI codes, controls and the blanks around it."""
    return _NOT_SHOWN.sub("", _ANSI.sub("", line)).strip()


def public_address(text: str, *, own_pattern: bool = False) -> str | None:
    """The address that a pattern found, as it is told; None if it is not a public one.

    Args:
        text: with or without https://.
        own_pattern: the operator's pattern found it: what it says is meant, a path as well, and
            plain http to this machine.
    """
    text = text.strip().rstrip("/.,;")
    address = text if "://" in text else f"https://{text}"
    target = target_of(address)
    if target is None:
        return None
    if own_pattern:
        return address if target.scheme == "https" or is_loopback(target.host) else None
    if target.scheme != "https" or is_loopback(target.host) or "." not in target.host:
        return None
    return None if _is_look_alike(target.host) else address


def ngrok_address(answer: bytes, port: int) -> str | None:
    """The public address of the tunnel to `port`, from ngrok's own API (GET /api/tunnels).

    Another ngrok may have the API's usual address, so only a tunnel to that port counts.
    """
    try:
        listed = msgspec.json.decode(answer)
    except msgspec.DecodeError:
        return None
    tunnels = listed.get("tunnels") if isinstance(listed, dict) else None
    for tunnel in tunnels if isinstance(tunnels, list) else ():
        address = _of_tunnel(tunnel, port)
        if address is not None:
            return address
    return None


def _of_tunnel(tunnel: Any, port: int) -> str | None:
    if not isinstance(tunnel, dict):
        return None
    config, public = tunnel.get("config"), tunnel.get("public_url")
    to = config.get("addr") if isinstance(config, dict) else None
    if not isinstance(to, str) or not isinstance(public, str) or _port_of(to) != port:
        return None
    return public_address(public) if public.startswith("https://") else None


def _port_of(address: str) -> int | None:
    try:
        return urlsplit(address if "://" in address else f"//{address}").port
    except ValueError:
        return None


def _first(found: re.Match[str]) -> str:
    groups = [group for group in found.groups() if group]
    return groups[0] if groups else found[0]


def _is_look_alike(host: str) -> bool:
    return host in _WHOLE_SITES or bool(_LOOK_ALIKE.match(host))
