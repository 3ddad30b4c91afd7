"""Why the public address is not up, to be translated.

They are the sentences of core/ping_reply.py, core/public_state.py and net/ping_session.py, and
those of controls/ about the public way. Does not know what a tunnel's own program says.
"""

from rivermon.ui.translation import QT_TRANSLATE_NOOP

PING_REASONS = (
    QT_TRANSLATE_NOOP("Reasons", "It cannot be reached: {0}."),
    QT_TRANSLATE_NOOP(
        "Reasons", "Another rivermon answered: the address leads to another machine or port."
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "ngrok has no tunnel at this address: it ended, or has another one by now.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "ngrok shows its warning page for browsers instead: use another domain or plan, or another "
        "tunnel.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "ngrok is up, and does not reach rivermon: check the port in its command."
    ),
    QT_TRANSLATE_NOOP("Reasons", "ngrok did not let it through ({0})."),
    QT_TRANSLATE_NOOP(
        "Reasons", "There is no tunnel at this address ({0}): it ended, or is still starting."
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "The tunnel is up, and does not reach rivermon ({0}): check the port in its command.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "A login is asked for ({0}), which ModelRiver cannot answer: let requests through without "
        "one.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "Nothing is there ({0}): the tunnel ended or has another address by now, or does not pass "
        "this path on.",
    ),
    QT_TRANSLATE_NOOP("Reasons", "The tunnel lets no more requests through for now ({0})."),
    QT_TRANSLATE_NOOP(
        "Reasons", "It redirects to {0} ({1}): enter an address that does not redirect."
    ),
    QT_TRANSLATE_NOOP("Reasons", "another path"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "A page for browsers was answered ({0}): switch the tunnel's warning page off, or check "
        "the address.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "Something else than this rivermon answered ({0}): check the address."
    ),
    QT_TRANSLATE_NOOP("Reasons", "the address must begin with https://"),
    QT_TRANSLATE_NOOP("Reasons", "No public address is entered: enter it in the settings."),
    QT_TRANSLATE_NOOP("Reasons", "It starts once rivermon listens."),
    QT_TRANSLATE_NOOP(
        "Reasons", "There is no public address to try: choose a tunnel in the settings."
    ),
    QT_TRANSLATE_NOOP("Reasons", "rivermon is not listening, so nothing can come in."),
)
