"""Where Qt would end the program for want of a library, rivermon says which one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo

from rivermon.ui.drawing_library import CannotDraw, insist_on_drawing
from tests.cli.terminal import environment, run_program

X11 = {"DISPLAY": ":0"}
PLUGIN = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms", "libqxcb.so")
pytestmark = pytest.mark.skipif(not PLUGIN.exists(), reason="Qt draws without X11 here")
# In a process of its own: what is loaded here already would be found.
LOOKS = """
import sys
from pathlib import Path
from rivermon.ui.drawing_library import CannotDraw, insist_on_drawing
try:
    insist_on_drawing({"DISPLAY": sys.argv[2], "QT_QPA_PLATFORM": "xcb"}, Path(sys.argv[1]))
except CannotDraw as why:
    print(why)
"""


def _said(plugins: Path, display: str = ":0") -> str:
    ran = subprocess.run(
        [sys.executable, "-c", LOOKS, str(plugins), display],
        env=dict(os.environ),
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=True,
    )
    return ran.stdout


@pytest.fixture
def screen() -> Iterator[str]:
    """The name of a screen that nobody sees."""
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("there is no Xvfb")
    ours, its = os.pipe()
    running = subprocess.Popen(
        [server, "-displayfd", str(its), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
        pass_fds=(its,),
        stderr=subprocess.DEVNULL,
    )
    os.close(its)
    with os.fdopen(ours, encoding="ascii") as told:
        yield f":{told.readline().strip()}"
    running.terminate()
    running.wait(30)


def test_what_is_there_is_no_trouble(screen: str) -> None:
    assert _said(PLUGIN.parents[1], screen) == ""


@pytest.mark.parametrize("display", [":987", "nonsense", ""])
def test_a_screen_that_is_not_there_is_said_and_qt_not_asked(display: str) -> None:
    said = _said(PLUGIN.parents[1], display)
    assert said.startswith(f"The screen {display or '(DISPLAY is not set)'} cannot be reached")


def test_rivermon_ends_in_order_where_there_is_no_screen(tmp_path: Path) -> None:
    seen = environment(tmp_path, DISPLAY=":987")
    del seen["PYTHONPATH"]  # it may find Qt
    failed = run_program(seen=seen).failed_in_one_line()
    assert failed.startswith("The screen :987 cannot be reached")


def test_a_library_that_is_missing_is_named(tmp_path: Path) -> None:
    # Away from its place, the plugin finds Qt's own library no longer.
    (tmp_path / "platforms").mkdir()
    shutil.copy(PLUGIN, tmp_path / "platforms")
    said = _said(tmp_path)
    assert said.startswith("Qt cannot draw on this screen (libQt6XcbQpa.so.6: cannot open")
    assert "`rivermon serve` needs no screen." in said


@pytest.mark.parametrize(
    "around",
    [
        {},
        {"QT_QPA_PLATFORM": "offscreen"} | X11,
        {"QT_QPA_PLATFORM": "wayland"} | X11,
        {"WAYLAND_DISPLAY": "wayland-0"} | X11,
    ],
)
def test_it_is_looked_for_under_x11_only(around: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "platforms").mkdir()
    (tmp_path / "platforms" / PLUGIN.name).write_bytes(b"no library")
    insist_on_drawing(around, tmp_path)
    for screen in (X11, {"QT_QPA_PLATFORM": "xcb"}):
        with pytest.raises(CannotDraw):
            insist_on_drawing(screen, tmp_path)


def test_a_qt_without_that_plugin_says_itself_what_it_has(tmp_path: Path) -> None:
    insist_on_drawing(X11, tmp_path)
