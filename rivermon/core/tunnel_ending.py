"""Says in words why a tunnel's program ended, or does not do what it should, and what to do.

Pure. Does not know how it is started again.
"""

import re
import signal
from collections.abc import Sequence

from rivermon.core.visible_text import one_line

NO_COMMAND = "There is no command line to run: enter one in the settings."
"""What to tell of a program that was never named."""

_TELLING = re.compile(
    r"(?i)error|\beror\b|\berr\b|fatal|fail|denied|refused|invalid|not found|no such|cannot|"
    r"could not|unable|unauthori[sz]ed|expired|limit|closed|timed? ?out|unreachable|usage:"
)
_OF_A_STACK = re.compile(r"^(?:at |File \")")
_ONLY_A_NUMBER = re.compile(r"(?i)^(?:error:?\s*)?(?:err_\w+)?$")
_IN_LOG_LINE = re.compile(r"\berr(?:or)?=\"((?:[^\"\\]|\\[^nr])+)")
_LONGEST = 200
_ADVICE = (
    (
        r"(?i)ERR_NGROK_(?:4018|105|107)|authtoken",
        "Sign up at ngrok.com, and enter the authtoken once: ngrok config add-authtoken TOKEN.",
    ),
    (
        r"(?i)ERR_NGROK_108|simultaneous",
        "Another ngrok runs on this account: end that one.",
    ),
    (
        r"(?i)host key verification failed|identification has changed",
        "The server shows another key than before: if that is right, take the old one out of "
        "~/.ssh/known_hosts.",
    ),
    (
        r"(?i)permission denied|publickey|authentication|unauthori[sz]ed|not logged in|log ?in",
        "It is not let in: log in, or enter the right key, in a terminal.",
    ),
    (
        r"(?i)forwarding failed",
        "The server does not give its port: another tunnel may still have it, or it is not allowed "
        "there.",
    ),
    (
        r"(?i)too many|429|rate.?limit",
        "The service has had enough of this machine for now: wait, or choose another way.",
    ),
    (
        r"(?i)closed by remote|connection reset|broken pipe",
        "The other side ended it: if that happens again and again, see in a terminal what it says.",
    ),
    (
        r"(?i)refused|no such host|not resolve|unreachable|timed? ?out|ETIMEDOUT|ENOTFOUND|"
        r"EAI_AGAIN|firewall|network|not known",
        "Look whether this machine is on the internet, and whether a firewall lets the program "
        "out.",
    ),
)
_OTHERWISE = "Run the command in a terminal to see more."


def why_it_ended(program: str, code: int | None, lines: Sequence[str]) -> str:
    """What to tell of a program that ended by itself.

    Args:
        program: its name.
        code: its exit code, negative for a signal (subprocess's convention); None if unknown.
        lines: the last that it printed, the oldest first.
    """
    said = telling_line(lines)
    told = f"{program} ended{_with(code)}"
    return f"{told}: {_sentence(said)} {advice(lines)}" if said else f"{told}. {advice(lines)}"


def no_address(program: str, after_s: float, lines: Sequence[str]) -> str:
    """What to tell of a program that runs and does not say its address."""
    said = telling_line(lines)
    last = f" Its last words: {_sentence(said)}" if said else " It says nothing."
    return (
        f"{program} told no public address within {after_s:g} s.{last} If you know its address, "
        f"enter it in the settings, or a pattern that finds it. {advice(lines)}"
    )


def cannot_start(program: str, failure: str) -> str:
    """What to tell of a program that is there, and that the system does not start."""
    return f"{program} cannot be started: {_sentence(failure)} {_OTHERWISE}"


def bad_command(failure: str) -> str:
    """What to tell of a command line that cannot be run at all."""
    return f"The tunnel's command line cannot be read: {_sentence(failure)} Correct it."


def missing(program: str, line: str) -> str:
    """What to tell of a program that is not on this machine."""
    known = f"install it: {line}" if line else "install it, or name its whole path in the command"
    return f"{program} is not installed, or not where programs are looked for; {known}"


def telling_line(lines: Sequence[str]) -> str:
    """The line that says most of what went wrong; the last one if none sounds like it.

    Programs tell a fault first and then its number, a stack or where to read on, so of the last
    lines that tell of a fault in a row, it is the first one.
    """
    found = ""
    for line in reversed(lines):
        if _TELLING.search(line) and not _OF_A_STACK.match(line):
            found = found if found and _ONLY_A_NUMBER.match(line) else line
        elif found:
            break
    whole = found or (lines[-1] if lines else "")
    in_log = _IN_LOG_LINE.search(whole)
    return one_line(in_log[1] if in_log else whole, _LONGEST)


def advice(lines: Sequence[str]) -> str:
    """What the person who reads of it can do."""
    whole = "\n".join(lines)
    return next((what for pattern, what in _ADVICE if re.search(pattern, whole)), _OTHERWISE)


def _with(code: int | None) -> str:
    if code is None:
        return ""
    if code >= 0:
        return f" (exit code {code})"
    try:
        return f" ({signal.Signals(-code).name})"
    except ValueError:
        return f" (signal {-code})"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
