"""How a start that fails is told: a line for a terminal, a window where there is none."""

import logging
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from rivermon.cli.start_failure import look_of, show_unless_read, told
from rivermon.core.ports import RivermonError
from rivermon.core.start_failure import Place, StartFailure
from rivermon.log import start_logging
from rivermon.ui import start_failure
from tests.cli.terminal import SECRET, Terminal

SCREEN = {"DISPLAY": ":99"} if sys.platform not in {"win32", "darwin"} else {}
FAILURE = RivermonError("The river ran dry.")


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[StartFailure]:
    """What would have been shown: the windows themselves are the window's tests' affair."""
    asked: list[StartFailure] = []
    monkeypatch.setattr(start_failure, "show", lambda failure, *_: asked.append(failure))
    return asked


class _OfATerminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_who_reads_the_terminal_sees_no_window(
    windows: list[StartFailure], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", _OfATerminal())
    show_unless_read(FAILURE, SCREEN)
    assert windows == []
    monkeypatch.setattr(sys, "stderr", StringIO())
    show_unless_read(FAILURE, SCREEN)
    assert [each.words for each in windows] == ["The river ran dry."]


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "offscreen:size=1"])
def test_nothing_is_drawn_for_nobody(
    platform: str, windows: list[StartFailure], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", StringIO())
    show_unless_read(FAILURE, SCREEN | {"QT_QPA_PLATFORM": platform})
    if sys.platform not in {"win32", "darwin"}:
        show_unless_read(FAILURE, {})
    assert windows == []


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [((), 1), (("--watch",), 1), (("records",), 0), (("serve",), 0), (("--no-such",), 0)],
)
def test_only_the_windows_command_shows_one(
    arguments: tuple[str, ...], shown: int, terminal: Terminal, windows: list[StartFailure]
) -> None:
    environment = SCREEN | {"QT_QPA_PLATFORM": "", "RIVERMON_PORT": "abc"}
    ran = terminal.run(*arguments, **environment)
    assert ran.code in {1, 2}
    assert len(windows) == shown
    if shown:
        assert ran.failed_in_one_line() == f"{windows[0].words}"
        assert windows[0] == StartFailure(windows[0].words, mistake=False, places={})


def test_the_folder_that_helps_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    environment = {"RIVERMON_SETTINGS": str(tmp_path / "settings.toml")}
    named = RivermonError(f"port in {tmp_path / 'settings.toml'} is 'abc'.")
    assert told(named, environment).places == {Place.SETTINGS: tmp_path}
    assert told(FAILURE, environment).places == {}
    gone = {"RIVERMON_SETTINGS": str(tmp_path / "gone" / "settings.toml")}
    missing = RivermonError(f"RIVERMON_SETTINGS names {gone['RIVERMON_SETTINGS']}")
    assert told(missing, gone).places == {}


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before, level = root.handlers, root.level
    root.handlers = []
    file = tmp_path / "logs" / "rivermon.log"
    start_logging(secrets=(SECRET,), file=file)
    yield file
    for handler in root.handlers:
        handler.close()
    root.handlers = before
    root.setLevel(level)


def test_a_mistake_is_named_without_secrets_and_its_log_offered(logged: Path) -> None:
    failure = told(KeyError(SECRET), {})
    assert failure == StartFailure(
        "KeyError: '[redacted]'", mistake=True, places={Place.LOG: logged.parent}
    )


@pytest.mark.parametrize(
    ("written", "environment", "look"),
    [
        ('theme = "dark"\nport = "abc"\n', {}, ("dark", "system", 100)),
        ('language = "zh_CN"\ntext_size = 9000\n', {}, ("system", "zh_CN", 100)),
        ("theme = \n", {"RIVERMON_TEXT_SIZE": "150"}, ("system", "system", 150)),
        ('theme = "dark"', {"RIVERMON_THEME": "light"}, ("light", "system", 100)),
        ("", {"RIVERMON_LANGUAGE": "klingon"}, ("system", "system", 100)),
    ],
)
def test_it_looks_as_the_operator_chose_as_far_as_that_can_be_read(
    written: str, environment: dict[str, str], look: tuple[object, ...], tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(written, "utf-8")
    chosen = look_of(environment | {"RIVERMON_SETTINGS": str(file)})
    assert (chosen.theme, chosen.language, chosen.text_size) == look
