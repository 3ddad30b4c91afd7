"""Logging for the whole house, with one filter that keeps secrets out of it."""

import json
import logging
import logging.handlers
import os
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

from rivermon.core.private_files import make_folder
from rivermon.core.visible_text import with_lines

_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_FILE_BYTES = 2 * 1024 * 1024
_FILES = 3


class _Redacted(logging.Formatter):
    """Formats a line and takes every known secret out of it, traces included.

    What comes from outside can neither act on a terminal nor look like another line.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(_FORMAT)
        self.secrets = frozenset(secret for secret in secrets if secret)
        spelt = {spelling for secret in self.secrets for spelling in _spellings(secret)}
        # The longest first: one secret may be a part of another.
        self._spelt = sorted(spelt, key=len, reverse=True)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        return super().formatMessage(record).replace("\n", "␊")

    def format(self, record: logging.LogRecord) -> str:
        return with_lines(self.without_secrets(super().format(record))).replace("\n", "\n    ")

    def without_secrets(self, text: str) -> str:
        for spelling in self._spelt:
            text = text.replace(spelling, "[redacted]")
        return text


def _spellings(secret: str) -> tuple[str, ...]:
    """A secret as it is, and as Python's traces, JSON and URLs write it."""
    in_urls = (quote(secret), quote(secret, safe=""))
    return (secret, repr(secret)[1:-1], json.dumps(secret)[1:-1], *in_urls)


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """Log files, each new one too, that only this user may read."""

    def _open(self) -> TextIOWrapper:
        # logging's own _open() leaves the mode to the umask, at every rollover again.
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding=self.encoding, errors=self.errors)

    def doRollover(self) -> None:  # noqa: N802 - logging's name
        # Windows renames no file that another rivermon has open, not even to its own name: this one
        # goes on in it then, and does not move the older ones away for nothing.
        if self.stream is not None:
            self.stream.close()
        try:
            Path(self.baseFilename).rename(self.baseFilename)
        except PermissionError:
            self.stream = self._open()
        else:
            super().doRollover()


def start_logging(
    *, secrets: Iterable[str], stream: TextIO | None = None, file: Path | None = None
) -> None:
    """Log warnings to `stream` and everything from INFO on to `file`, without `secrets`.

    A file that cannot be written is said on the stream; rivermon works without it.
    """
    formatter = _Redacted(secrets)
    root = logging.getLogger()
    for handler in tuple(root.handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(logging.INFO)
    if stream is not None:
        to_stream = logging.StreamHandler(stream)
        to_stream.setLevel(logging.WARNING)
        _add(root, to_stream, formatter)
    if file is not None:
        _log_to_file(root, file, formatter)


def keep_out(secrets: Iterable[str]) -> None:
    """Keep these secrets out of the log as well; call it as soon as they are known.

    Those of before stay out of it, though they are no longer used: they may be said late.
    """
    new = tuple(secrets)
    for handler in logging.getLogger().handlers:
        if isinstance(handler.formatter, _Redacted):
            handler.setFormatter(_Redacted((*handler.formatter.secrets, *new)))


def without_secrets(text: str) -> str:
    """`text` as the log would have it, for what is printed without the log."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler.formatter, _Redacted):
            return handler.formatter.without_secrets(text)
    return text


def log_file() -> Path | None:
    """The file that the log is written to now; None where there is none."""
    handlers = logging.getLogger().handlers
    files = (Path(each.baseFilename) for each in handlers if isinstance(each, _PrivateFile))
    return next(files, None)


def _log_to_file(root: logging.Logger, file: Path, formatter: logging.Formatter) -> None:
    try:
        make_folder(file.parent)
        to_file = _PrivateFile(file, maxBytes=_FILE_BYTES, backupCount=_FILES, encoding="utf-8")
    except OSError as failure:
        root.warning("The log file %s cannot be written: %s", file, failure)
        return
    _add(root, to_file, formatter)


def _add(root: logging.Logger, handler: logging.Handler, formatter: logging.Formatter) -> None:
    handler.setFormatter(formatter)
    root.addHandler(handler)
