"""The log: what it keeps out of sight, where it writes, and what it survives."""

import io
import json
import logging
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from rivermon import log
from rivermon.log import keep_out, start_logging, without_secrets

CANARY = "whsec_canary"
_log = logging.getLogger("rivermon.tests")


@pytest.fixture(autouse=True)
def root_of_its_own() -> Iterator[logging.Logger]:
    """Hand the root logger over bare, and back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = []
    yield root
    for handler in root.handlers:
        handler.close()
    root.handlers = handlers
    root.setLevel(level)


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


def _fail_with(secret: str) -> None:
    raise ValueError(f"could not use {secret}")


def test_secrets_are_taken_out_of_messages_and_arguments(stream: io.StringIO) -> None:
    start_logging(secrets=[CANARY], stream=stream)
    _log.warning("the secret is whsec_canary")
    _log.warning("%s and %r and %s", CANARY, CANARY, {"key": CANARY})
    assert "canary" not in stream.getvalue()
    assert stream.getvalue().count("[redacted]") == 4


def test_secrets_are_taken_out_of_traces(stream: io.StringIO, tmp_path: Path) -> None:
    file = tmp_path / "rivermon.log"
    start_logging(secrets=[CANARY], stream=stream, file=file)
    try:
        _fail_with(CANARY)
    except ValueError:
        _log.exception("It failed")
    for written in (stream.getvalue(), file.read_text("utf-8")):
        assert "Traceback" in written
        assert "could not use [redacted]" in written
        assert "canary" not in written


def test_a_secret_that_is_part_of_another_leaves_nothing_of_it(stream: io.StringIO) -> None:
    start_logging(secrets=["abc", "abc-longer", ""], stream=stream)
    _log.warning("abc-longer, abc")
    assert stream.getvalue().endswith(": [redacted], [redacted]\n")


def test_secrets_that_are_known_later_are_kept_out_from_then_on(
    stream: io.StringIO, tmp_path: Path
) -> None:
    file = tmp_path / "rivermon.log"
    start_logging(secrets=(), stream=stream, file=file)
    keep_out([CANARY])
    _log.warning("trying %s", CANARY)
    for text in (stream.getvalue(), file.read_text()):
        assert "trying [redacted]" in text


def test_secrets_that_are_no_longer_used_are_still_kept_out(stream: io.StringIO) -> None:
    start_logging(secrets=["whsec_first"], stream=stream)
    keep_out([CANARY])
    keep_out(each for each in ("whsec_third", ""))
    _log.warning("%s, %s and %s", "whsec_first", CANARY, "whsec_third")
    assert "[redacted], [redacted] and [redacted]" in stream.getvalue()


def test_the_stream_takes_warnings_the_file_everything_from_info_on(
    stream: io.StringIO, tmp_path: Path
) -> None:
    file = tmp_path / "rivermon.log"
    start_logging(secrets=[], stream=stream, file=file)
    _log.debug("whisper")
    _log.info("aside 老城")
    _log.warning("warning")
    assert "warning" in stream.getvalue()
    assert "aside" not in stream.getvalue()
    written = file.read_text("utf-8")
    assert "aside 老城" in written
    assert "WARNING rivermon.tests: warning" in written
    assert "whisper" not in written


def test_starting_again_takes_the_place_of_the_first(
    stream: io.StringIO, root_of_its_own: logging.Logger
) -> None:
    first = io.StringIO()
    start_logging(secrets=[], stream=first)
    start_logging(secrets=[CANARY], stream=stream)
    _log.warning(CANARY)
    assert first.getvalue() == ""
    assert stream.getvalue().count("\n") == 1
    assert len(root_of_its_own.handlers) == 1


def test_where_the_file_keeps_its_name_all_goes_on_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(self: Path, _: object) -> Path:
        raise PermissionError(13, "another process has it open", str(self))

    monkeypatch.setattr(log, "_FILE_BYTES", 200)
    file = tmp_path / "rivermon.log"
    start_logging(secrets=[], file=file)
    _log.info("%s", "older " * 40)
    _log.info("before")
    older = {kept.name: kept.read_text() for kept in tmp_path.iterdir() if kept != file}
    with monkeypatch.context() as windows:
        windows.setattr(Path, "rename", held)
        for number in range(5):
            _log.info("%s %d", "held " * 40, number)
    assert {kept.name: kept.read_text() for kept in tmp_path.iterdir() if kept != file} == older
    assert [f"held  {number}\n" in file.read_text() for number in range(5)] == [True] * 5
    _log.info("after")
    assert file.read_text().endswith(": after\n")
    assert file.read_text().count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_user_may_read_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_FILE_BYTES", 200)
    file = tmp_path / "folder" / "rivermon.log"
    before = os.umask(0o022)
    try:
        start_logging(secrets=[], file=file)
        for number in range(10):
            _log.info("line %d, long enough to fill a file of two hundred bytes soon", number)
    finally:
        os.umask(before)
    files = sorted(file.parent.iterdir())
    assert [kept.name for kept in files] == [
        "rivermon.log",
        "rivermon.log.1",
        "rivermon.log.2",
        "rivermon.log.3",
    ]
    assert {stat.S_IMODE(kept.stat().st_mode) for kept in files} == {0o600}
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_lines_are_added_to_what_is_there(tmp_path: Path) -> None:
    file = tmp_path / "rivermon.log"
    file.write_text("before\n", "utf-8")
    start_logging(secrets=[], file=file)
    _log.info("after")
    first, second = file.read_text("utf-8").splitlines()
    assert first == "before"
    assert second.endswith("after")


def test_a_file_that_cannot_be_written_is_said_and_survived(
    stream: io.StringIO, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", "utf-8")
    file = in_the_way / "rivermon.log"
    start_logging(secrets=[], stream=stream, file=file)
    _log.warning("still here")
    said, then = stream.getvalue().splitlines()
    assert f"The log file {file} cannot be written" in said
    assert then.endswith("still here")


def test_a_message_cannot_look_like_another_line_nor_act_on_a_terminal(
    stream: io.StringIO, tmp_path: Path
) -> None:
    file = tmp_path / "rivermon.log"
    start_logging(secrets=[], stream=stream, file=file)
    _log.warning("from a stranger: %s", "\r\n2026-01-01 ERROR forged \x1b[2J\x9b\x07\u202e")
    try:
        _fail_with("odd\n2026-01-01 ERROR forged \x1b[2J")
    except ValueError:
        _log.exception("It failed")
    for written in (stream.getvalue(), file.read_text("utf-8")):
        assert "␊2026-01-01 ERROR forged ␛[2J⟦U+009B⟧␇⟦U+202E⟧" in written
        assert not any(line.startswith("2026-01-01") for line in written.splitlines())
        assert not set(written) & set("\r\x1b\x07\x9b\u202e")


@pytest.mark.parametrize("spell", [str, repr, json.dumps, quote])
def test_a_secret_is_taken_out_as_traces_json_and_urls_spell_it(
    spell: Callable[[str], str], stream: io.StringIO
) -> None:
    secret = "whsec_o'dd\\sec\"ret/ä"
    start_logging(secrets=[secret], stream=stream)
    _log.warning("it was %s", spell(secret))
    assert "whsec" not in stream.getvalue()
    assert "[redacted]" in stream.getvalue()


def test_what_is_printed_without_the_log_is_cleaned_too(stream: io.StringIO) -> None:
    assert without_secrets(f"before {CANARY}") == f"before {CANARY}"
    start_logging(secrets=[CANARY], stream=stream)
    assert without_secrets(f"after {CANARY}") == "after [redacted]"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_folders_around_the_file_are_private_under_any_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        start_logging(secrets=[], file=tmp_path / "a" / "b" / "rivermon.log")
    finally:
        os.umask(before)
    made = (tmp_path / "a", tmp_path / "a" / "b")
    assert {stat.S_IMODE(each.stat().st_mode) for each in made} == {0o700}
