"""Why what was typed for a tunnel cannot be taken, in words; empty when it can.

Pure but for the language. Does not know whether a program is installed, nor an address there.
"""

from rivermon.core.tunnel import TunnelKind, TunnelPlan
from rivermon.core.tunnel_command import BadCommand, holds_secret, words_of
from rivermon.setting_values import BadSetting, checked
from rivermon.ui.reason_words import reason_words
from rivermon.ui.translation import translate

_ADDRESS = ("127.0.0.1", 1)


def command_problem(text: str) -> str:
    """Why a command line cannot be run, or must not be kept."""
    if not text.strip():
        return ""
    try:
        words_of(text, _ADDRESS)
    except BadCommand as why:
        said = translate("TunnelChecks", "This command cannot be read: {0}.")
        return said.format(reason_words(str(why)))
    if holds_secret(text):
        return translate(
            "TunnelChecks",
            "This command holds a secret, and settings are kept in a plain file. "
            "Have the program keep the secret itself: most have a login, or an own settings file.",
        )
    return ""


def url_problem(text: str) -> str:
    """Why an address cannot be a public one."""
    try:
        checked("public_url", text, "public_url")
    except BadSetting:
        return translate(
            "TunnelChecks", "An address begins with https://, as in https://hooks.example.com."
        )
    return ""


def pattern_problem(text: str) -> str:
    """Why an address cannot be looked for by this."""
    try:
        checked("tunnel_pattern", text, "tunnel_pattern")
    except BadSetting as why:
        said = translate("TunnelChecks", "This is no regular expression: {0}.")
        return said.format(_detail(why))
    return ""


def lacking(plan: TunnelPlan) -> str:
    """What is still to be entered before a plan can be followed."""
    if plan.kind is TunnelKind.URL and not plan.url:
        return translate("TunnelChecks", "Enter the address to have it used.")
    if plan.kind is TunnelKind.COMMAND and not plan.command:
        return translate("TunnelChecks", "Enter the command to have it run.")
    return ""


def _detail(why: BadSetting) -> str:
    """What the expression's reader said, which is in English in every language."""
    return str(why.__cause__).partition("(")[2].rpartition(")")[0]
