"""The one loop: asyncio on Qt's event loop, with a ready queue; the only door to qasync.

Knows nothing of windows or webhooks.

qasync starts one Qt timer for every call_soon and call_later, and one notifier for every socket.
Here call_soon appends to a queue that one zero timer drains, the calls of later share one precise
timer, and the sockets one notifier (not on Windows, where qasync has threads for them).
"""

import asyncio
import math
import os
import selectors
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from rivermon.ui.socket_watch import SocketWatch
from rivermon.ui.timer_heap import TimerHeap

# qasync reads it when it is imported.
os.environ["QT_API"] = "pyside6"

import qasync

T = TypeVar("T")

_BUDGET_S = 0.008
_LONGEST_WAIT_MS = 86_400_000


class _Doorbell(QObject):
    """Carries one wake-up from any thread to the loop's thread."""

    rung = Signal()

    def __init__(self, answer: Callable[[], None]) -> None:
        super().__init__()
        self._answer = answer
        self._lock = threading.Lock()
        self._ringing = False
        self.rung.connect(self._open, Qt.ConnectionType.QueuedConnection)

    def ring(self) -> None:
        """Have `answer` called on the loop's thread soon; many rings may make one call."""
        with self._lock:
            if self._ringing:
                return
            self._ringing = True
        self.rung.emit()

    @Slot()
    def _open(self) -> None:
        with self._lock:
            self._ringing = False
        self._answer()


class ReadyQueueLoop(qasync.QEventLoop):  # type: ignore[misc] # qasync has no types
    """An asyncio event loop that runs inside QApplication.exec()."""

    # qasync keeps ten threads of its own; asyncio's pool starts them when needed and can be
    # awaited when the house closes.
    run_in_executor = asyncio.BaseEventLoop.run_in_executor
    set_default_executor = asyncio.BaseEventLoop.set_default_executor

    def __init__(self, app: QApplication, *, already_running: bool = False) -> None:
        """Make a loop on `app`; with `already_running`, on an exec() that somebody else runs."""
        self._queue: deque[asyncio.Handle] = deque()
        self._later = TimerHeap()
        self._doorbell = _Doorbell(self._arm)
        self._drain_timer = QTimer(interval=0)
        self._drain_timer.timeout.connect(self._drain)
        self._due_timer = QTimer(singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._due_timer.timeout.connect(self._release_due)
        self._due_at = math.inf
        self._sockets = None if sys.platform == "win32" else SocketWatch(self._drain)
        self._fatal: BaseException | None = None
        self._stop_asked = False
        super().__init__(app, already_running=already_running)

    def call_soon(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Run `callback` in this loop's next round; rounds keep the order of the calls."""
        self._check_closed()
        handle = asyncio.Handle(callback, args, self, context)
        self._queue.append(handle)
        self._arm()
        return handle

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Like call_soon, from any thread."""
        self._check_closed()
        handle = asyncio.Handle(callback, args, self, context)
        self._queue.append(handle)
        self._doorbell.ring()
        return handle

    def call_later(
        self,
        delay: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """Run `callback` in `delay` seconds, never sooner."""
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(
        self,
        when: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """Run `callback` at `when` on the loop's clock (seconds), never sooner."""
        self._check_closed()
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        self._later.push(handle)
        if when < self._due_at:
            self._set_alarm(when)
        return handle

    def run_forever(self) -> None:
        """Run until stop() is called, or the application is told to quit."""
        hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(
            firstiter=self._asyncgen_firstiter_hook, finalizer=self._asyncgen_finalizer_hook
        )
        self._stop_asked = False
        try:
            super().run_forever()
        finally:
            sys.set_asyncgen_hooks(*hooks)
        fatal, self._fatal = self._fatal, None
        if fatal is not None:
            raise fatal

    def run_until_complete(self, future: Any) -> Any:
        """Run until `future` (or coroutine) is done; return its result or raise its exception.

        An application that is told to quit meanwhile goes on: closing is for the future to do.
        qasync's own serves events once more without a running loop, where a task cannot go on.
        """
        task = future if asyncio.isfuture(future) else self.create_task(future)
        task.add_done_callback(self._stop_when_done)
        try:
            while not task.done():
                self.run_forever()
                if self._stop_asked and not task.done():
                    raise RuntimeError("Event loop stopped before Future completed.")
        finally:
            task.remove_done_callback(self._stop_when_done)
        return task.result()

    def stop(self) -> None:
        """Leave run_forever after the round that is running."""
        self._stop_asked = True
        super().stop()

    def close(self) -> None:
        """Cancel everything that still waits and release the loop; a second call does nothing."""
        if not self.is_closed() and not self.is_running():
            self._drain_timer.stop()
            self._due_timer.stop()
            while self._queue:
                self._queue.popleft().cancel()
            self._later.clear()
        super().close()
        if self._sockets is not None:
            self._sockets.close()
            self._sockets = None

    if sys.platform != "win32":

        def _add_reader(
            self, socket: Any, callback: Callable[..., object], *args: Any
        ) -> asyncio.Handle:
            return self._watch(socket, selectors.EVENT_READ, callback, args)

        def _add_writer(
            self, socket: Any, callback: Callable[..., object], *args: Any
        ) -> asyncio.Handle:
            return self._watch(socket, selectors.EVENT_WRITE, callback, args)

        def _remove_reader(self, socket: Any) -> bool:
            return self._sockets is not None and self._sockets.remove(socket, selectors.EVENT_READ)

        def _remove_writer(self, socket: Any) -> bool:
            return self._sockets is not None and self._sockets.remove(socket, selectors.EVENT_WRITE)

        def _watch(
            self, socket: Any, event: int, callback: Callable[..., object], args: tuple[Any, ...]
        ) -> asyncio.Handle:
            self._check_closed()
            handle = asyncio.Handle(callback, args, self, None)
            if self._sockets is not None:
                self._sockets.add(socket, event, handle)
            return handle

    def _add_callback(self, handle: asyncio.Handle, delay: float = 0) -> asyncio.Handle:
        # asyncio's signal handling calls this with a handle that is kept for the next signal.
        self._queue.append(handle)
        self._arm()
        return handle

    def _timer_handle_cancelled(self, _handle: asyncio.TimerHandle) -> None:
        self._later.note_cancelled()

    def _stop_when_done(self, _future: object) -> None:
        self.stop()

    def _arm(self) -> None:
        if self._queue and not self._drain_timer.isActive():
            self._drain_timer.start()

    @Slot()
    def _drain(self) -> None:
        """Run rounds until nothing is ready, or Qt has waited for as long as it may.

        With one notifier and many rounds a bare aiohttp handler answers 0.91 of what it does on
        plain asyncio; it was 0.86 with a notifier each and one round (32 connections).
        """
        end = time.monotonic() + _BUDGET_S
        try:
            while self._round(end) and time.monotonic() < end:
                pass
        except (SystemExit, KeyboardInterrupt) as fatal:
            # Qt would swallow it at its border; run_forever raises it.
            self._fatal = fatal
            self.stop()
        if self._queue:
            self._arm()
        else:
            self._drain_timer.stop()

    def _round(self, end: float) -> bool:
        """Run what is ready now; False when there is nothing, or the loop is to stop."""
        queue = self._queue
        if self._sockets is not None:
            queue.extend(self._sockets.ready())
        ready = len(queue)
        for _ in range(ready):
            handle = queue.popleft()
            if not handle.cancelled():
                handle._run()  # noqa: SLF001 - running handles is what a loop is for
            if time.monotonic() >= end:
                break
        return bool(ready) and not self._stop_asked

    def _set_alarm(self, when: float) -> None:
        self._due_at = when
        wait_ms = math.ceil(max(0.0, when - self.time()) * 1000)
        self._due_timer.start(min(wait_ms, _LONGEST_WAIT_MS))

    @Slot()
    def _release_due(self) -> None:
        self._queue.extend(self._later.take_due(self.time()))
        self._arm()
        due = self._later.next_due()
        if due is None:
            self._due_at = math.inf
        else:
            self._set_alarm(due)


def run(app: QApplication, main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run `main()` to its end on a ReadyQueueLoop of `app`, then close the loop.

    What still runs is cancelled, asynchronous generators and the default executor are shut down.

    Returns:
        What `main()` returned; its exception is raised here.
    """
    with asyncio.Runner(loop_factory=lambda: ReadyQueueLoop(app)) as runner:
        return runner.run(main())
