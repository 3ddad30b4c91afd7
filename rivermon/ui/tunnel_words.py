"""The ways to this machine in the operator's language: what each is called, is and needs.

The sentences are those of core/tunnel_presets.py, marked here to be translated. Does not know which
way is chosen.
"""

from rivermon.core.tunnel import TunnelKind
from rivermon.core.tunnel_presets import PRESETS
from rivermon.ui.translation import QT_TRANSLATE_NOOP, translate

PRESET_WORDS = (
    QT_TRANSLATE_NOOP("TunnelWords", "None"),
    QT_TRANSLATE_NOOP(
        "TunnelWords", "Only programs on this machine or its network can reach rivermon."
    ),
    QT_TRANSLATE_NOOP("TunnelWords", "Cloudflare quick tunnel"),
    QT_TRANSLATE_NOOP(
        "TunnelWords",
        "Cloudflare's program gives this machine a public address for as long as it runs.",
    ),
    QT_TRANSLATE_NOOP("TunnelWords", "The program cloudflared."),
    QT_TRANSLATE_NOOP("TunnelWords", "ngrok"),
    QT_TRANSLATE_NOOP(
        "TunnelWords",
        "ngrok's program gives this machine a public address that belongs to an account.",
    ),
    QT_TRANSLATE_NOOP(
        "TunnelWords",
        "The program ngrok, an account at ngrok.com, and its authtoken entered once.",
    ),
    QT_TRANSLATE_NOOP("TunnelWords", "SSH"),
    QT_TRANSLATE_NOOP(
        "TunnelWords",
        "localhost.run gives this machine a public address through ssh; any server of one's own "
        "does the same with another command.",
    ),
    QT_TRANSLATE_NOOP("TunnelWords", "The program ssh, which most systems have."),
    QT_TRANSLATE_NOOP("TunnelWords", "localtunnel"),
    QT_TRANSLATE_NOOP(
        "TunnelWords",
        "localtunnel's program gives this machine a public address for as long as it runs.",
    ),
    QT_TRANSLATE_NOOP("TunnelWords", "Node.js, and with it the program lt."),
    QT_TRANSLATE_NOOP("TunnelWords", "ModelRiver's own program"),
    QT_TRANSLATE_NOOP(
        "TunnelWords",
        "ModelRiver's program fetches webhooks and hands them on; no public address is needed.",
    ),
    QT_TRANSLATE_NOOP(
        "TunnelWords", "The program modelriver, logged in to an account at modelriver.com."
    ),
    QT_TRANSLATE_NOOP("TunnelWords", "An address of one's own"),
    QT_TRANSLATE_NOOP(
        "TunnelWords",
        "A server, a proxy or a router of one's own leads to rivermon; there is nothing to run.",
    ),
    QT_TRANSLATE_NOOP("TunnelWords", "A public https address that leads to rivermon's port."),
    QT_TRANSLATE_NOOP("TunnelWords", "Another program"),
    QT_TRANSLATE_NOOP(
        "TunnelWords",
        "Any program that leads to this machine and prints its public address, or whose address "
        "is known beforehand.",
    ),
    QT_TRANSLATE_NOOP(
        "TunnelWords", "A command line, in which {host} and {port} stand for rivermon's own."
    ),
)


def tunnel_question() -> str:
    """What the operator is asked, as a heading above the ways."""
    return translate("TunnelWords", "How does ModelRiver reach this machine?")


def kind_name(kind: TunnelKind) -> str:
    """What a way is called."""
    return translate("TunnelWords", PRESETS[kind].name)


def kind_sentence(kind: TunnelKind) -> str:
    """What a way is."""
    return translate("TunnelWords", PRESETS[kind].sentence)


def kind_needs(kind: TunnelKind) -> str:
    """What is to be had for a way beforehand; empty for nothing."""
    needs = PRESETS[kind].needs
    if not needs:
        return ""
    return translate("TunnelWords", "Needed: {0}").format(translate("TunnelWords", needs))
