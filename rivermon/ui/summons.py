"""Lets a second start of rivermon raise the window of the first, through a local socket.

Knows nothing of databases: whoever owns one listens under the name that `name_of` gives its path,
and whoever is told that it is in use calls there.
"""

import getpass
import hashlib
import logging
import os
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QObject, Qt, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

_RAISE = b"raise\n"
_RAISED = b"raised\n"
_ASK = b"ask\n"
_HERE = b"here\n"
_LEAVING = b"leaving\n"
_LONGEST_LINE = 64
_PATIENCE_MS = 5_000

_log = logging.getLogger(__name__)


class Summoned(StrEnum):
    """What became of a call to the first window."""

    RAISED = "raised"
    HERE = "here"
    LEFT = "left"
    NOBODY = "nobody"


def name_of(database: Path) -> str:
    """The name under which the window on `database` is called by this user."""
    user = str(os.getuid()) if hasattr(os, "getuid") else getpass.getuser()
    known = f"{user}\0{os.path.normcase(os.path.realpath(database))}"
    return f"rivermon-{hashlib.sha256(known.encode(errors='surrogateescape')).hexdigest()[:16]}"


def summon(name: str, patience_ms: int = _PATIENCE_MS, *, to_the_front: bool = True) -> Summoned:
    """Ask the window that listens as `name` to come to the front; blocks until it has answered.

    Args:
        name: from `name_of`.
        patience_ms: how long to wait for the answer, or for the end of a rivermon that is closing.
        to_the_front: False only asks whether it is there, and leaves it as it is.

    Returns:
        RAISED, or HERE if it was only asked; LEFT when it was closing and is gone now; NOBODY when
        there was no answer.
    """
    socket = QLocalSocket()
    deadline = QDeadlineTimer(patience_ms)
    socket.connectToServer(name)
    if not socket.waitForConnected(patience_ms):
        return Summoned.NOBODY
    socket.write(_RAISE if to_the_front else _ASK)
    while not socket.canReadLine():
        if not socket.waitForReadyRead(deadline.remainingTime()):
            return Summoned.NOBODY
    said = bytes(socket.readLine(_LONGEST_LINE).data())
    if said == _RAISED:
        return Summoned.RAISED
    if said == _HERE:
        return Summoned.HERE
    if said == _LEAVING and _gone(socket, deadline.remainingTime()):
        return Summoned.LEFT
    return Summoned.NOBODY


def bring_forward(window: QWidget) -> None:
    """Show a window before all others; one that was maximised stays so."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


class Summons(QObject):
    """The first window's ear: whoever calls is answered, and `raised` is emitted."""

    raised = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """Take the name; `open` begins to listen."""
        super().__init__(parent)
        self._name = name
        self._leaving = False
        self._callers: set[QLocalSocket] = set()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        self._before = QLocalSocket(self)
        self._before.errorOccurred.connect(self._succeed)
        self._before.disconnected.connect(self._succeed)

    @property
    def listening(self) -> bool:
        """True while it can be called."""
        return self._server.isListening()

    def open(self) -> None:
        """Begin to listen, as soon as nobody else does under this name.

        To be called by the database's owner only. A socket file that a killed process has left is
        replaced; a predecessor that is still closing is waited for.
        """
        # Qt would take the name from a living server without a word, so it is called first.
        self._before.connectToServer(self._name)

    def take_leave(self) -> None:
        """Answer from now on that this rivermon is closing; who hears it waits for `close`."""
        self._leaving = True

    def close(self) -> None:
        """Stop listening; the callers that wait for it are told by the end of their connection."""
        self._before.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self._before.abort()
        # First the name, then the callers: they may listen under it as soon as they know.
        self._server.close()
        for caller in tuple(self._callers):
            caller.disconnectFromServer()

    @Slot()
    def _succeed(self) -> None:
        if self._server.isListening():
            return
        QLocalServer.removeServer(self._name)
        if not self._server.listen(self._name):
            _log.warning(
                "A second start of rivermon will not find this window: %s",
                self._server.errorString(),
            )

    @Slot()
    def _greet(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            self._callers.add(caller)
            caller.setReadBufferSize(_LONGEST_LINE)
            # Slots of this object: Qt stops calling them when it goes, before its callers do.
            caller.readyRead.connect(self._hear)
            caller.disconnected.connect(self._forget)
            self._answer(caller)

    @Slot()
    def _hear(self) -> None:
        caller = self.sender()
        if isinstance(caller, QLocalSocket):
            self._answer(caller)

    def _answer(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            if caller.bytesAvailable() >= _LONGEST_LINE:
                caller.abort()
            return
        said = bytes(caller.readLine(_LONGEST_LINE).data())
        if said not in {_RAISE, _ASK}:
            caller.abort()
        elif self._leaving:
            caller.write(_LEAVING)
        elif said == _ASK:
            caller.write(_HERE)
        else:
            self.raised.emit()
            caller.write(_RAISED)

    @Slot()
    def _forget(self) -> None:
        caller = self.sender()
        if isinstance(caller, QLocalSocket):
            self._callers.discard(caller)
            caller.deleteLater()


def _gone(socket: QLocalSocket, patience_ms: int) -> bool:
    unconnected = QLocalSocket.LocalSocketState.UnconnectedState
    return socket.state() is unconnected or socket.waitForDisconnected(patience_ms)
