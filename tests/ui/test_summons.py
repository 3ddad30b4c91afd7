"""A second start is answered by the first window, whatever was left lying about before."""

import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QProcess, Qt
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rivermon.ui.summons import Summoned, Summons, bring_forward, name_of, summon

ON_UNIX = pytest.mark.skipif(sys.platform == "win32", reason="pipes have no file")
CALL = """
import sys
from PySide6.QtCore import QCoreApplication
from rivermon.ui.summons import summon
app = QCoreApplication([])
print(summon(sys.argv[1], int(sys.argv[2]), to_the_front=sys.argv[3] == "raise"))
"""
Call = Callable[..., QProcess]


@pytest.fixture
def name(tmp_path: Path) -> str:
    return name_of(tmp_path / "river.db")


@pytest.fixture
def summons(qapp: object, name: str) -> Iterator[Summons]:
    made = Summons(name)
    yield made
    made.close()


@pytest.fixture
def call(qtbot: QtBot, name: str) -> Iterator[Call]:
    """Starts a process that summons, with its patience in milliseconds."""
    started: list[QProcess] = []

    def start(patience_ms: int = 10_000, wish: str = "raise") -> QProcess:
        process = QProcess()
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        process.start(sys.executable, ["-c", CALL, name, str(patience_ms), wish])
        started.append(process)
        return process

    yield start
    for process in started:
        if process.state() is not QProcess.ProcessState.NotRunning:
            process.kill()
            process.waitForFinished()


def said(qtbot: QtBot, process: QProcess) -> str:
    qtbot.waitUntil(lambda: process.state() is QProcess.ProcessState.NotRunning, timeout=20_000)
    return bytes(process.readAllStandardOutput().data()).decode().strip()


def connected(qtbot: QtBot, name: str) -> QLocalSocket:
    caller = QLocalSocket()
    caller.connectToServer(name)
    qtbot.waitUntil(lambda: caller.state() is QLocalSocket.LocalSocketState.ConnectedState)
    return caller


def is_gone(caller: QLocalSocket) -> bool:
    return caller.state() is QLocalSocket.LocalSocketState.UnconnectedState


def test_who_summons_is_answered_and_the_window_is_told(
    qtbot: QtBot, summons: Summons, call: Call
) -> None:
    summons.open()
    for _ in range(2):
        with qtbot.waitSignal(summons.raised, timeout=20_000):
            process = call(10_000)
        assert said(qtbot, process) == Summoned.RAISED
    qtbot.waitUntil(lambda: not summons._callers)


def test_who_only_asks_is_answered_and_nothing_is_raised(
    qtbot: QtBot, summons: Summons, call: Call
) -> None:
    raised: list[bool] = []
    summons.raised.connect(lambda: raised.append(True))
    summons.open()
    qtbot.waitUntil(lambda: summons.listening)
    assert said(qtbot, call(wish="ask")) == Summoned.HERE
    assert raised == []


def test_nobody_answers_where_nobody_is(qapp: object, name: str) -> None:
    assert summon(name) is Summoned.NOBODY


@ON_UNIX
def test_nobody_answers_where_a_process_hangs(name: str, qapp: object) -> None:
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(QDir.temp().filePath(name))
        deaf.listen()
        assert summon(name, 100) is Summoned.NOBODY
    Path(QDir.temp().filePath(name)).unlink()


@ON_UNIX
def test_what_a_killed_process_left_is_replaced(qtbot: QtBot, summons: Summons, name: str) -> None:
    left = Path(QDir.temp().filePath(name))
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(left))
    assert left.exists()
    summons.open()
    qtbot.waitUntil(lambda: summons.listening)
    caller = connected(qtbot, name)
    with qtbot.waitSignal(summons.raised):
        caller.write(b"raise\n")
    summons._server.close()
    assert not left.exists()


@ON_UNIX
def test_other_users_cannot_call(qtbot: QtBot, summons: Summons, name: str) -> None:
    summons.open()
    qtbot.waitUntil(lambda: summons.listening)
    assert Path(QDir.temp().filePath(name)).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("wish", ["raise", "ask"])
def test_who_is_called_while_closing_lets_the_caller_wait_for_the_end(
    qtbot: QtBot, summons: Summons, call: Call, monkeypatch: pytest.MonkeyPatch, wish: str
) -> None:
    answered: list[QLocalSocket] = []
    answer = summons._answer

    def noted(caller: QLocalSocket) -> None:
        asked = caller.canReadLine()
        answer(caller)
        if asked:
            answered.append(caller)

    monkeypatch.setattr(summons, "_answer", noted)
    summons.open()
    summons.take_leave()
    with qtbot.assertNotEmitted(summons.raised):
        process = call(15_000, wish)
        qtbot.waitUntil(lambda: bool(answered), timeout=20_000)
        assert process.state() is QProcess.ProcessState.Running
        summons.close()
        assert said(qtbot, process) == Summoned.LEFT


def test_a_successor_waits_until_its_predecessor_has_closed(qtbot: QtBot, name: str) -> None:
    first, second = Summons(name), Summons(name)
    first.open()
    qtbot.waitUntil(lambda: first.listening)
    second.open()
    qtbot.waitUntil(lambda: bool(first._callers))
    assert not second.listening
    first.close()
    qtbot.waitUntil(lambda: second.listening)
    caller = connected(qtbot, name)
    with qtbot.waitSignal(second.raised):
        caller.write(b"raise\n")
    second.close()


@pytest.mark.parametrize("words", [b"quit\n", b"x" * 200, b"\n"])
def test_a_caller_that_says_something_else_is_hung_up_on(
    qtbot: QtBot, summons: Summons, name: str, words: bytes
) -> None:
    summons.open()
    caller = connected(qtbot, name)
    with qtbot.assertNotEmitted(summons.raised):
        caller.write(words)
        qtbot.waitUntil(lambda: is_gone(caller))
    qtbot.waitUntil(lambda: not summons._callers)


def test_a_caller_that_leaves_at_once_harms_nobody(
    qtbot: QtBot, summons: Summons, name: str
) -> None:
    summons.open()
    connected(qtbot, name).abort()
    caller = connected(qtbot, name)
    with qtbot.waitSignal(summons.raised):
        caller.write(b"raise\n")


@ON_UNIX
def test_two_links_to_one_database_have_one_name(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    assert name_of(tmp_path / "link" / "river.db") == name_of(tmp_path / "folder" / "river.db")
    assert name_of(tmp_path / "folder" / "river.db") != name_of(tmp_path / "folder" / "other.db")


def test_a_name_is_short_whatever_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(name_of(tmp_path.joinpath(*["folder"] * 99))) < 40
    monkeypatch.chdir(tmp_path)
    assert name_of(Path("river.db")) == name_of(tmp_path / "river.db")


def test_two_users_have_two_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = name_of(tmp_path)
    monkeypatch.setattr(os, "getuid", lambda: 4711, raising=False)
    assert name_of(tmp_path) != mine


@pytest.mark.parametrize("maximised", [False, True])
def test_a_minimised_window_comes_forward_as_it_was(qtbot: QtBot, *, maximised: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMaximized() if maximised else window.show()
    window.setWindowState(window.windowState() | Qt.WindowState.WindowMinimized)
    assert window.isMinimized()
    bring_forward(window)
    assert window.isVisible()
    assert not window.isMinimized()
    assert window.isMaximized() is maximised
