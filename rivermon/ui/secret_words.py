"""What is odd about a pasted secret, and where secrets are kept, in the operator's words.

Does not look at a secret.
"""

from rivermon.core.held_secrets import HeldSecrets
from rivermon.core.secret_shape import Oddity, Pasted
from rivermon.ui.reason_words import reason_sentence
from rivermon.ui.translation import translate


def pasted_words(pasted: Pasted) -> str:
    """Everything that is odd about it, a sentence each; empty when nothing is."""
    return " ".join(_oddity_words(each) for each in pasted.oddities)


def place_words(source: str, no_keyring: str) -> str:
    """Where a secret comes from, or would be kept, and what that means.

    Args:
        source: as HeldSecrets has it.
        no_keyring: why nothing can be kept in the keyring; empty when it can.
    """
    if source == "the keyring":
        return translate("SecretWords", "Kept in this system's keyring.")
    if source == "this run":
        return _forgotten(no_keyring)
    if source == "nowhere":
        if no_keyring:
            return _forgotten(no_keyring)
        return translate("SecretWords", "It will be kept in this system's keyring.")
    said = translate("SecretWords", "It comes from the environment variable {0}.").format(source)
    if no_keyring:
        return translate("SecretWords", "{0} {1}").format(said, reason_sentence(no_keyring))
    wins = translate(
        "SecretWords", "What is entered here is kept in the keyring, and wins over it."
    )
    return translate("SecretWords", "{0} {1}").format(said, wins)


def order_words(count: int) -> str:
    """What so many secrets in their order are for."""
    if count < 2:  # noqa: PLR2004 - one alone has no order
        return translate("SecretWords", "Webhooks are signed with this secret")
    return translate(
        "SecretWords",
        "Any of these may have signed a webhook. Test webhooks are signed with the first.",
    )


def masked(secret: str) -> str:
    """A secret that cannot be read, but told from another by its end if it is long enough."""
    return "•" * 8 + (secret[-4:] if len(secret) >= _LONG_ENOUGH else "")


_LONG_ENOUGH = 16


def held_words(held: HeldSecrets) -> str:
    """The same of the webhook secrets as they are held now."""
    return place_words(held.webhook_from, held.no_keyring)


def _forgotten(no_keyring: str) -> str:
    if no_keyring:  # it also says what happens instead
        return reason_sentence(no_keyring)
    return translate("SecretWords", "It is used until rivermon ends.")


def _oddity_words(oddity: Oddity) -> str:
    return _cut_words(oddity) or _doubt_words(oddity)


def _cut_words(oddity: Oddity) -> str:
    match oddity:
        case Oddity.BLANKS_CUT:
            return translate("SecretWords", "Spaces or line ends around it were cut off.")
        case Oddity.QUOTES_CUT:
            return translate("SecretWords", "Quotes around it were cut off.")
        case Oddity.NAME_CUT:
            return translate("SecretWords", "The name before it was cut off.")
        case Oddity.BEARER_CUT:
            return translate("SecretWords", "“Bearer” before it was cut off.")
    return ""


def _doubt_words(oddity: Oddity) -> str:
    match oddity:
        case Oddity.BLANKS_INSIDE:
            return translate("SecretWords", "There are spaces within it: is it two, or a sentence?")
        case Oddity.HIDDEN:
            return translate(
                "SecretWords", "It was copied while it was hidden: reveal it first, then copy it."
            )
        case Oddity.SHORT:
            return translate("SecretWords", "It is short: was it copied whole?")
        case Oddity.IS_API_KEY:
            return translate("SecretWords", "It looks like an API key, not like a webhook secret.")
        case Oddity.IS_SECRET:
            return translate("SecretWords", "It looks like a webhook secret, not like an API key.")
        case Oddity.NOT_A_KEY:
            return translate(
                "SecretWords", "It is not shaped like an API key, which begins with mr_live_."
            )
    return ""
