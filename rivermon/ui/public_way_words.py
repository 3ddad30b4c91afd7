"""How the public way looks, and what its state means, in words.

Does not try the way, and does not know the time: it is handed in.
"""

from datetime import datetime

from rivermon.core.tunnel import PublicWay, TunnelKind, TunnelState
from rivermon.ui.assets import Icon
from rivermon.ui.moment_words import ago, clock_time
from rivermon.ui.plain_text import one_line
from rivermon.ui.reason_words import reason_words
from rivermon.ui.state_look import Look
from rivermon.ui.theme import Tone
from rivermon.ui.translation import translate

_LONGEST = 600


def way_look(way: PublicWay, now: datetime) -> Look:
    """Icon, word and tone; what is started again shows how soon."""
    if way.state is TunnelState.RESTARTING:
        return _restarting(_left_s(way.again_at, now))
    if way.state is TunnelState.UP and way.former:
        return _moved()
    return _settled(way.state)


def way_looks() -> tuple[Look, ...]:
    """Every look that there can be, to make room for the widest."""
    settled = (_settled(state) for state in TunnelState if state is not TunnelState.RESTARTING)
    return (*settled, _moved(), _restarting(0), _restarting(600))


def way_sentence(way: PublicWay) -> str:
    """What the state means and what to do, in a sentence or two of plain text."""
    match way.state:
        case TunnelState.OFF:
            return translate(
                "PublicWayWords",
                "ModelRiver cannot reach this machine yet: no public address is set up. Only "
                "programs on this machine can send webhooks here.",
            )
        case TunnelState.STARTING:
            return _starting(way)
        case TunnelState.UP:
            return _up(way)
        case TunnelState.MISSING:
            return _missing(way)
    return _down(way)


def ping_words(way: PublicWay, now: datetime) -> str:
    """When a ping last came back; empty where none is sent."""
    if way.state is TunnelState.OFF or way.kind is TunnelKind.MODELRIVER:
        return ""
    if way.tried_at is None:
        return translate("PublicWayWords", "No ping has come back yet.")
    said = translate("PublicWayWords", "A ping last came back {0} ({1}).")
    return said.format(ago(way.tried_at, now), clock_time(way.tried_at)[:8])


def way_in_short(way: PublicWay, now: datetime) -> str:
    """The state and the URL, as a screen reader says it."""
    word = way_look(way, now).word
    if not way.url:
        return translate("PublicWayWords", "Public address: {0}").format(word)
    return translate("PublicWayWords", "Public address: {0}, {1}").format(word, one_line(way.url))


def _settled(state: TunnelState) -> Look:
    match state:
        case TunnelState.STARTING:
            return Look(Icon.CIRCLING, translate("PublicWayWords", "Starting"), Tone.BUSY)
        case TunnelState.UP:
            return Look(Icon.CHECK, translate("PublicWayWords", "Public"), Tone.GOOD)
        case TunnelState.UNREACHABLE:
            return Look(Icon.CROSS, translate("PublicWayWords", "Unreachable"), Tone.BAD)
        case TunnelState.MISSING:
            return Look(Icon.WARNING, translate("PublicWayWords", "Cannot start"), Tone.BAD)
    return Look(Icon.UNPLUGGED, translate("PublicWayWords", "Not public"), Tone.QUIET)


def _restarting(left_s: int) -> Look:
    if left_s <= 0:
        return Look(Icon.HOURGLASS, translate("PublicWayWords", "Restarting"), Tone.WAITING)
    word = translate("PublicWayWords", "Restart {0}").format(f"{left_s // 60}:{left_s % 60:02}")
    return Look(Icon.HOURGLASS, word, Tone.WAITING)


def _moved() -> Look:
    return Look(Icon.WARNING, translate("PublicWayWords", "New address"), Tone.WAITING)


def _left_s(at: datetime | None, now: datetime) -> int:
    return 0 if at is None else int((at - now).total_seconds())


def _starting(way: PublicWay) -> str:
    if way.url:
        said = translate("PublicWayWords", "A ping is on its way through this address.")
    else:
        said = translate("PublicWayWords", "It is being started, and has no address yet.")
    return _two(said, _reason(way)) if way.reason else said


def _up(way: PublicWay) -> str:
    if not way.url:
        return translate(
            "PublicWayWords",
            "ModelRiver's own program forwards webhooks to this machine. It has no public "
            "address, and there is nothing to enter at ModelRiver.",
        )
    if way.former:
        return translate(
            "PublicWayWords",
            "The address is another one than before: enter it at ModelRiver, which still sends "
            "webhooks to the old one.",
        )
    return translate(
        "PublicWayWords", "Webhooks come in: a signed ping came back through this address."
    )


def _down(way: PublicWay) -> str:
    if way.state is TunnelState.RESTARTING:
        usual = translate("PublicWayWords", "The tunnel's program ended.")
        then = translate("PublicWayWords", "It is started again by itself.")
    else:
        usual = translate("PublicWayWords", "A ping through this address did not come back.")
        then = translate("PublicWayWords", "It is tried again by itself.")
    return _two(_reason(way) or usual, then)


def _missing(way: PublicWay) -> str:
    """Without a full stop behind the command that installs it: that would be copied, too."""
    usual = translate("PublicWayWords", "The tunnel's program is not installed.")
    why = one_line(reason_words(way.reason), _LONGEST) or usual
    then = translate(
        "PublicWayWords",
        "It is looked for again by itself; until then no webhook comes in from outside.",
    )
    return f"{why}\n{then}"


def _two(one: str, other: str) -> str:
    return translate("PublicWayWords", "{0} {1}").format(one, other)


def _reason(way: PublicWay) -> str:
    """As it came: one that begins with the name of a program is not written with a capital."""
    words = one_line(reason_words(way.reason), _LONGEST)
    if not words or words.endswith((".", "。", "…")):
        return words
    return translate("PublicWayWords", "{0}.").format(words)
