"""Why a tunnel's program does not run, and what can be done about it, to be translated.

They are the sentences of core/tunnel_ending.py, and of core/tunnel_command.py about a command
line. Does not know what a ping says.
"""

from rivermon.ui.translation import QT_TRANSLATE_NOOP

TUNNEL_ADVICE = (
    QT_TRANSLATE_NOOP(
        "Reasons",
        "Sign up at ngrok.com, and enter the authtoken once: ngrok config add-authtoken TOKEN.",
    ),
    QT_TRANSLATE_NOOP("Reasons", "Another ngrok runs on this account: end that one."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "The server shows another key than before: if that is right, take the old one out of "
        "~/.ssh/known_hosts.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "It is not let in: log in, or enter the right key, in a terminal."
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "The server does not give its port: another tunnel may still have it, or it is not allowed "
        "there.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "The service has had enough of this machine for now: wait, or choose another way.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "The other side ended it: if that happens again and again, see in a terminal what it says.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "Look whether this machine is on the internet, and whether a firewall lets the program "
        "out.",
    ),
    QT_TRANSLATE_NOOP("Reasons", "Run the command in a terminal to see more."),
)
"""Sentences that stand behind many others."""

TUNNEL_REASONS = (
    *TUNNEL_ADVICE,
    QT_TRANSLATE_NOOP("Reasons", "There is no command line to run: enter one in the settings."),
    QT_TRANSLATE_NOOP("Reasons", "{0} ended (exit code {1}): {2}"),
    QT_TRANSLATE_NOOP("Reasons", "{0} ended (exit code {1})."),
    QT_TRANSLATE_NOOP("Reasons", "{0} ended (signal {1}): {2}"),
    QT_TRANSLATE_NOOP("Reasons", "{0} ended (signal {1})."),
    QT_TRANSLATE_NOOP("Reasons", "{0} ended ({1}): {2}"),
    QT_TRANSLATE_NOOP("Reasons", "{0} ended ({1})."),
    QT_TRANSLATE_NOOP("Reasons", "{0} ended: {1}"),
    QT_TRANSLATE_NOOP("Reasons", "{0} ended."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "{0} told no public address within {1} s. Its last words: {2} If you know its address, "
        "enter it in the settings, or a pattern that finds it.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "{0} told no public address within {1} s. It says nothing. If you know its address, enter "
        "it in the settings, or a pattern that finds it.",
    ),
    QT_TRANSLATE_NOOP("Reasons", "{0} cannot be started: {1}"),
    QT_TRANSLATE_NOOP("Reasons", "The tunnel's command line cannot be read: {0} Correct it."),
    QT_TRANSLATE_NOOP("Reasons", "no closing quotation"),
    QT_TRANSLATE_NOOP("Reasons", "no escaped character"),
    QT_TRANSLATE_NOOP("Reasons", "it is empty"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "{0} is not installed, or not where programs are looked for; install it, or name its whole "
        "path in the command",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "{0} is not installed, or not where programs are looked for; install it: {1}",
    ),
)
