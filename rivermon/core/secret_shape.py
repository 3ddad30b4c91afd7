"""What is odd about a webhook secret or an API key as it was pasted, and what is left of it.

Pure. What is certainly no part of it is cut off and told; what only looks wrong is told, and left
to the operator. Does not know whether it is the right one, nor how any of this is said.
"""

import re
from enum import StrEnum

import msgspec

SHORTEST_SECRET = 16
"""Characters below which a secret is suspiciously short: a hash of it could be guessed."""

_SPACES = " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
_UNSEEN = "\xad\u180e\ufeff" + "".join(map(chr, (*range(0x2000, 0x2010), *range(0x2060, 0x2070))))
_CONTROLS = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0))))
_DIRECTIONS = "".join(map(chr, range(0x202A, 0x202F)))
_BLANKS = _SPACES + _UNSEEN + _CONTROLS + _DIRECTIONS
_QUOTES = "\"'`´‘’“”„«»"  # noqa: RUF001 - these are what word processors make of quotes
_BLANK_INSIDE = re.compile(f"[{re.escape(_BLANKS)}]")
_NAMED = re.compile(
    r"(?:export\s+|set\s+|\$env:)?[a-z_]*(?:secret|key|token)[a-z_]*[\"']?\s*[=:]"
    r"(?P<value>.*[^=\s,;].*?)[,;]?",
    re.IGNORECASE | re.DOTALL,
)
_BEARER = re.compile(r"(?:Authorization\s*:\s*)?Bearer\s+(?P<value>.+)", re.IGNORECASE | re.DOTALL)
_LONGEST_NAMED = 1_000
_HIDDEN = re.compile(r"[•●*…]|\.\.\.")
_API_KEY = re.compile(r"mr_(?:live|test)_[A-Za-z0-9_-]{4,}")
_BEGINS_AS_API_KEY = ("mr_live_", "mr_test_")
_BEGINS_AS_SECRET = "whsec_"


class Oddity(StrEnum):
    """One thing that is odd; the first four were mended."""

    BLANKS_CUT = "blanks around it were cut off"
    """Spaces, ends of lines, or marks that cannot be seen."""
    QUOTES_CUT = "quotes around it were cut off"
    NAME_CUT = "a name before it was cut off"
    """As NAME=… in a file of settings, or "name": … in JSON."""
    BEARER_CUT = "a header before it was cut off"
    """As Authorization: Bearer …"""
    BLANKS_INSIDE = "blanks within it"
    """Spaces, ends of lines, or marks that cannot be seen: two secrets, or words around one."""
    HIDDEN = "copied while it was hidden"
    """It has dots or stars in the place of letters."""
    SHORT = "suspiciously short"
    IS_API_KEY = "looks like an API key"
    """Where a webhook secret is wanted."""
    IS_SECRET = "looks like a webhook secret"
    """Where an API key is wanted."""
    NOT_A_KEY = "not shaped like an API key"
    """ModelRiver's begin with mr_live_ or mr_test_."""


_MENDED = frozenset({Oddity.BLANKS_CUT, Oddity.QUOTES_CUT, Oddity.NAME_CUT, Oddity.BEARER_CUT})


class Pasted(msgspec.Struct, frozen=True):
    """What was pasted: the text without what was around it, and what is odd; never printed."""

    text: str
    oddities: tuple[Oddity, ...] = ()

    @property
    def mended(self) -> tuple[Oddity, ...]:
        """What was cut off."""
        return tuple(each for each in self.oddities if each in _MENDED)

    @property
    def doubts(self) -> tuple[Oddity, ...]:
        """What looks wrong, and was left as it is."""
        return tuple(each for each in self.oddities if each not in _MENDED)

    def __repr__(self) -> str:
        return f"Pasted({len(self.text)} characters, {[each.value for each in self.oddities]})"


def webhook_secret(pasted: str) -> Pasted:
    """Look at what was pasted as a webhook secret.

    How ModelRiver's secrets begin is not documented, so that only what is certainly something else
    is doubted.
    """
    text, odd = _bare(pasted, (Oddity.NAME_CUT, _NAMED))
    if not text:
        return Pasted(text, odd)
    odd += _doubted_in_both(text)
    if text.startswith(_BEGINS_AS_API_KEY):
        odd += (Oddity.IS_API_KEY,)
    elif len(text) < SHORTEST_SECRET:
        odd += (Oddity.SHORT,)
    return Pasted(text, odd)


def api_key(pasted: str) -> Pasted:
    """Look at what was pasted as an API key (protocol, section 7: they look like mr_live_…)."""
    text, odd = _bare(pasted, (Oddity.BEARER_CUT, _BEARER), (Oddity.NAME_CUT, _NAMED))
    if not text:
        return Pasted(text, odd)
    doubts = _doubted_in_both(text)
    if text.startswith(_BEGINS_AS_SECRET):
        doubts += (Oddity.IS_SECRET,)
    elif not doubts and not _API_KEY.fullmatch(text):
        doubts += (Oddity.NOT_A_KEY,)
    return Pasted(text, odd + doubts)


def _bare(text: str, *before: tuple[Oddity, re.Pattern[str]]) -> tuple[str, tuple[Oddity, ...]]:
    """The text without what stands around it, and what was cut off."""
    odd: dict[Oddity, None] = {}
    text = _unwrapped(text, odd)
    for oddity, pattern in before:
        if len(text) <= _LONGEST_NAMED and (named := pattern.fullmatch(text)):
            odd[oddity] = None
            text = _unwrapped(named["value"].strip(_BLANKS), odd)
    return text, tuple(each for each in Oddity if each in odd)


def _unwrapped(text: str, odd: dict[Oddity, None]) -> str:
    without_blanks = text.strip(_BLANKS)
    if without_blanks != text:
        odd[Oddity.BLANKS_CUT] = None
    bare = without_blanks.strip(_QUOTES + _BLANKS)
    if bare != without_blanks:
        odd[Oddity.QUOTES_CUT] = None
    return bare


def _doubted_in_both(text: str) -> tuple[Oddity, ...]:
    found = ((Oddity.BLANKS_INSIDE, _BLANK_INSIDE), (Oddity.HIDDEN, _HIDDEN))
    return tuple(oddity for oddity, pattern in found if pattern.search(text))
