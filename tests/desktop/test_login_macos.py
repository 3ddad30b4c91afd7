"""macOS starts it at login by a launch agent, until the user says otherwise."""

import plistlib
from functools import partial
from pathlib import Path

import pytest

from rivermon.desktop.login_macos import LABEL, MacLogin
from rivermon.desktop.not_changed import LoginNotChanged, LoginNotOurs, LoginSwitchedOff
from tests.desktop.launcher_rules import ODD_NAMES

WORDS = ("/Applications/rivermon.app/Contents/MacOS/rivermon", "--hidden")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the agent is; its folder is not there yet."""
    return tmp_path / "Library" / "LaunchAgents" / f"{LABEL}.plist"


def _login(file: Path) -> MacLogin:
    return MacLogin(file.parent)


def test_it_is_started_until_it_is_not(file: Path):
    login = _login(file)
    assert login.started() is None
    login.stop()
    login.start(WORDS)
    assert plistlib.loads(file.read_bytes()) == {
        "Label": file.stem,
        "ProgramArguments": list(WORDS),
        "RunAtLoad": True,
        "ProcessType": "Interactive",
        "LimitLoadToSessionType": "Aqua",
    }
    assert file.stat().st_mode & 0o777 == 0o644, "launchd takes none that others may change"
    assert login.started() == WORDS
    login.start(("/elsewhere/rivermon", "--hidden"))
    assert login.started() == ("/elsewhere/rivermon", "--hidden")
    login.stop()
    assert list(file.parent.iterdir()) == []
    assert login.started() is None


@pytest.mark.parametrize("name", ODD_NAMES)
def test_any_path_is_started_as_it_is(file: Path, name: str):
    _login(file).start((f"/{name}/rivermon", name))
    assert plistlib.loads(file.read_bytes())["ProgramArguments"] == [f"/{name}/rivermon", name]
    assert _login(file).started() == (f"/{name}/rivermon", name)


@pytest.mark.parametrize("name", ["a\x00b", "a\x1bb", "a\rb", "caf\udce9"])
def test_what_no_property_list_can_hold_is_refused(file: Path, name: str):
    with pytest.raises(LoginNotChanged, match="simpler name"):
        _login(file).start((f"/{name}/rivermon",))
    assert not file.exists()


def test_what_is_switched_off_stays_off(file: Path):
    login = _login(file)
    login.start(WORDS)
    file.write_bytes(plistlib.dumps(plistlib.loads(file.read_bytes()) | {"Disabled": True}))
    assert login.started() is None
    with pytest.raises(LoginSwitchedOff, match="off and on again"):
        login.start(WORDS)
    login.stop()
    login.start(WORDS)
    assert login.started() == WORDS


@pytest.mark.parametrize(
    "content",
    [b"", b"mine", b"<plist", b"bplist00", plistlib.dumps({"Label": "mine"}), plistlib.dumps([])],
)
def test_what_is_not_rivermons_stays(file: Path, content: bytes):
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    assert _login(file).started() is None
    for change in (partial(_login(file).start, WORDS), partial(_login(file).stop)):
        with pytest.raises(LoginNotOurs, match="rename or delete"):
            change()
    assert file.read_bytes() == content


@pytest.mark.parametrize("arguments", [None, [], "rivermon"])
def test_an_agent_that_starts_nothing(file: Path, arguments: object):
    file.parent.mkdir(parents=True)
    agent = {"Label": LABEL} | ({} if arguments is None else {"ProgramArguments": arguments})
    file.write_bytes(plistlib.dumps(agent))
    assert _login(file).started() is None


def test_what_is_in_the_way_is_told_in_words(file: Path):
    file.mkdir(parents=True)
    for change in (partial(_login(file).start, WORDS), partial(_login(file).stop)):
        with pytest.raises(LoginNotChanged, match=r"cannot be changed.*then try again") as failed:
            change()
        assert str(file) in str(failed.value)
    assert _login(file).started() is None
