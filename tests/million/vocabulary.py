"""What the made-up webhooks are about: words as often as language has them, events, models.

Chance is handed in. Does not know how a webhook is laid out.
"""

import random
from array import array
from itertools import accumulate

RARE = "zanzibar"
"""A word in exactly three records, however many there are."""

SELDOM = "refund"
"""A word in about one record of a hundred."""

COMMON = "the"
"""A word in nearly every record."""


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_AREAS = _listed("movie article support product lesson recipe travel legal sales health")
_DEEDS = _listed("suggested written answered described reviewed")
EVENTS = tuple(f"{area}_{deed}" for area in _AREAS for deed in _DEEDS)
CATEGORIES = _listed(
    "movies news billing catalogue schooling cooking cities contracts outreach wellness music "
    "sports weather gardening finance insurance housing energy transport science history "
    "fashion games pets books theatre photography careers safety logistics"
)
MODELS = (
    ("openai", "gpt-4o"),
    ("openai", "gpt-4o-mini"),
    ("anthropic", "claude-sonnet-4-5"),
    ("google", "gemini-2.5-flash"),
    ("openai", "gpt-5"),
    ("mistral", "mistral-large-latest"),
    ("anthropic", "claude-haiku-4-5"),
    ("google", "gemini-2.5-pro"),
    ("xai", "grok-4"),
    ("deepseek", "deepseek-chat"),
    ("mistral", "mistral-small-latest"),
    ("deepseek", "deepseek-reasoner"),
)
PLANS = ("free", "starter", "pro", "enterprise")
COUNTRIES = ("DE", "US", "PT", "FR", "CN", "BR", "IN", "JP", "NG", "SE", "CA", "MX")
TAGS = ("draft", "urgent", "long", "short", "seo", "internal", "public", "quiet", "new", "checked")
LANGUAGES = ("en", "de", "pt", "fr", "zh", "sv")
_EMOJI = ("🎬", "📚", "🚀", "🌧️", "🧾", "🍲", "👩‍💻", "🇵🇹")
_CHINESE = ("河流", "监测", "午夜", "港口", "退款", "说明", "电影", "推荐", "旅行", "指南", "北京")

_FREQUENT = _listed(
    "the of and to in a is that for it as was with on be by at this from are or an which not "
    "have had but one all were when there can more if out so up said what its about than into "
    "them only some could time these two may then do first any my now such like our over me "
    "even most made after also did many before must through back years where much your way "
    "well down should because each just those people how too little state good very make "
    "world still own see work long get here between both life being under never day same "
    "another know while last might us great old year off come since against go came right "
    "used take three river letter window quiet market engine paper harbour winter answer "
    "garden signal bridge lantern teacher kitchen planet"
)
_SYLLABLES = [first + second for first in "bcdfghjklmnprstvw" for second in "aeiou"]
_ENDINGS = ("", "n", "r", "s", "l", "th", "nd", "ck")
_MADE_UP = 4_000
_PLACES = 65_536


def _vocabulary() -> list[str]:
    rng = random.Random("vocabulary")
    words = dict.fromkeys(_FREQUENT)
    while len(words) < len(_FREQUENT) + _MADE_UP:
        syllables = rng.choices(_SYLLABLES, k=rng.choice((2, 2, 3, 3, 4)))
        words["".join(syllables) + rng.choice(_ENDINGS)] = None
    return [word for word in words if word not in {RARE, SELDOM}]


def _by_frequency() -> list[str]:
    """The words, each as often as its rank in the language makes it (Zipf's law)."""
    words = _vocabulary()
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(words))))
    return random.Random("frequency").choices(words, cum_weights=weights, k=_PLACES)


_TABLE = _by_frequency()


def words(rng: random.Random, count: int) -> list[str]:
    """So many words, frequent ones more often."""
    return [_TABLE[place] for place in array("H", rng.randbytes(2 * count))]


def title(rng: random.Random) -> str:
    """A title: a few words, seldom Chinese ones, seldom with an emoji."""
    chance = rng.random()
    if chance < 0.02:
        return "".join(rng.choices(_CHINESE, k=rng.randint(2, 5)))
    text = " ".join(words(rng, 3 + int(5 * rng.random()))).title()
    return f"{rng.choice(_EMOJI)} {text}" if chance > 0.98 else text


def description(rng: random.Random, must_have: str | None) -> str:
    """Three sentences; `must_have` is one of their words."""
    made = words(rng, 24 + int(20 * rng.random()))
    if must_have is not None:
        made[len(made) // 2] = must_have
    first, second = len(made) // 4, len(made) * 2 // 3
    rest = (" ".join(made[first:second]), " ".join(made[second:]))
    return f"The {' '.join(made[:first])}. {rest[0].capitalize()}. {rest[1].capitalize()}."
