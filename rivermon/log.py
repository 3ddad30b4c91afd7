"""Logging for the whole house, with one filter that keeps secrets out of it."""

import logging
import logging.handlers
import os
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_FILE_BYTES = 2 * 1024 * 1024
_FILES = 3


class _Redacted(logging.Formatter):
    """Formats a line and takes every known secret out of it, traces included."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(_FORMAT)
        # The longest first: one secret may be a part of another.
        self._secrets = sorted({secret for secret in secrets if secret}, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "[redacted]")
        return line


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """Log files, each new one too, that only this user may read."""

    def _open(self) -> TextIOWrapper:
        # logging's own _open() leaves the mode to the umask, at every rollover again.
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding=self.encoding, errors=self.errors)


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
    """Keep these secrets out of the log as well; call it as soon as they are known."""
    formatter = _Redacted(secrets)
    for handler in logging.getLogger().handlers:
        if isinstance(handler.formatter, _Redacted):
            handler.setFormatter(formatter)


def _log_to_file(root: logging.Logger, file: Path, formatter: logging.Formatter) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        to_file = _PrivateFile(file, maxBytes=_FILE_BYTES, backupCount=_FILES, encoding="utf-8")
    except OSError as failure:
        root.warning("The log file %s cannot be written: %s", file, failure)
        return
    _add(root, to_file, formatter)


def _add(root: logging.Logger, handler: logging.Handler, formatter: logging.Formatter) -> None:
    handler.setFormatter(formatter)
    root.addHandler(handler)
