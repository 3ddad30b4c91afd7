"""Says in the window's language what the rest of rivermon says in English: reasons and failures.

Reasons are stored and logged in English, so that a database means the same everywhere. What is not
known here is shown as it came. Does not decide what is said.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from rivermon.ui.act_reasons import ACT_REASONS
from rivermon.ui.callback_reasons import CALLBACK_REASONS
from rivermon.ui.data_reasons import DATA_REASONS
from rivermon.ui.delivery_reasons import DELIVERY_REASONS
from rivermon.ui.file_reasons import FILE_REASONS
from rivermon.ui.filter_reasons import FILTER_REASONS
from rivermon.ui.house_reasons import HOUSE_REASONS
from rivermon.ui.keeping_reasons import KEEPING_REASONS
from rivermon.ui.login_reasons import LOGIN_REASONS
from rivermon.ui.ping_reasons import PING_REASONS
from rivermon.ui.setting_reasons import SETTING_REASONS
from rivermon.ui.start_reasons import START_REASONS
from rivermon.ui.translation import translate
from rivermon.ui.tunnel_reasons import TUNNEL_ADVICE, TUNNEL_REASONS

_KNOWN = (
    *START_REASONS,  # before what begins like them
    *CALLBACK_REASONS,
    *DELIVERY_REASONS,
    *ACT_REASONS,
    *DATA_REASONS,
    *KEEPING_REASONS,
    *HOUSE_REASONS,
    *LOGIN_REASONS,
    *FILE_REASONS,
    *SETTING_REASONS,
    *FILTER_REASONS,
    *PING_REASONS,
    *TUNNEL_REASONS,
)
_PLACE = re.compile(r"\{(\d)\}")
_STOPS = (".", "。")
_REMEMBERED = 4096
# A reason may hold a reason, which may hold what an answer was.
_DEEPEST = 3
# The world writes parts of some; what is longer than any reason is not looked at.
_LONGEST = 1000


class _Recognised(NamedTuple):
    source: str
    parts: tuple[str, ...]


def reason_words(text: str) -> str:
    """A reason, or a whole sentence, in the language that is on; with a full stop if it had one."""
    return _said(text, _DEEPEST)


def reason_sentence(text: str) -> str:
    """The same as a sentence of its own."""
    words = reason_words(text.rstrip("."))
    return translate("Reasons", "{0}.").format(capitalised(words))


def capitalised(words: str) -> str:
    """Words as a sentence begins, but for a name with a dot in it: a host is called as it is."""
    first = words.split(maxsplit=1)[0].rstrip(".") if words.strip() else ""
    return words if "." in first else words[:1].upper() + words[1:]


def is_known(text: str) -> bool:
    """True for a reason that there are words for in every language."""
    told, advice = _parted(text)
    return bool(advice and is_known(told)) or _recognised(_without_stop(text)) is not None


def _said(text: str, depth: int) -> str:
    told, advice = _parted(text)
    if advice:
        said = translate("Reasons", "{0} {1}")
        both = (_said(told, depth), _said(advice, depth))
        return _PLACE.sub(lambda place: both[int(place[1])], said)
    found = _recognised(_without_stop(text)) if depth and len(text) <= _LONGEST else None
    if found is None:
        return text
    words = translate("Reasons", found.source)
    stop = words[-1:] if words[-1:] in _STOPS else translate("Reasons", "{0}.")[-1:]
    parts = [_said(part, depth - 1) for part in found.parts]
    # Not format(): a reason may speak of braces.
    words = _PLACE.sub(lambda place: parts[int(place[1])], words.removesuffix(stop))
    return words + stop if text.endswith(".") else words


def _parted(text: str) -> tuple[str, str]:
    """What happened, and what to do about it, where that stands behind it as it does elsewhere."""
    for advice in TUNNEL_ADVICE:
        for end in (advice, _without_stop(advice)):
            if text.endswith(f" {end}"):
                return text.removesuffix(end).rstrip(), end
    return text, ""


def _without_stop(text: str) -> str:
    return text.removesuffix(".")


@lru_cache(_REMEMBERED)
def _recognised(text: str) -> _Recognised | None:
    for pattern, source in _patterns():
        match = pattern.fullmatch(text)
        if match is not None:
            return _Recognised(source, match.groups())
    return None


@lru_cache(1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(source), source) for source in _KNOWN)


def _pattern(source: str) -> re.Pattern[str]:
    literal = (re.escape(part) for part in _PLACE.split(_without_stop(source))[::2])
    return re.compile("(.+?)".join(literal), re.DOTALL)
