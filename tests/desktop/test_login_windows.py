"""Windows starts it at login by a value under the Run key, until the user says otherwise."""

import subprocess
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivermon.desktop.login_windows import APPROVED, RUN, VALUE, WindowsLogin, words_of
from rivermon.desktop.not_changed import LoginNotChanged, LoginSwitchedOff
from tests.desktop.registry import MemoryRegistry

WORDS = (r"C:\Program Files\rivermon\rivermon.exe", "--hidden")


@pytest.fixture
def registry() -> MemoryRegistry:
    return MemoryRegistry()


def _noted(registry: MemoryRegistry, first: int) -> None:
    """What the task manager keeps about the value: 12 bytes, of which the first counts."""
    noted = bytes([first]) + bytes(11)
    registry.keys[APPROVED.lower()] = {VALUE: (noted, registry.REG_BINARY)}


def test_it_is_started_until_it_is_not(registry: MemoryRegistry):
    login = WindowsLogin(registry)
    assert login.started() is None
    login.start(WORDS)
    run = registry.keys[r"software\microsoft\windows\currentversion\run"]
    line = r'"C:\Program Files\rivermon\rivermon.exe" --hidden'
    assert run == {"rivermon": (line, registry.REG_SZ)}
    assert login.started() == WORDS
    login.stop()
    assert run == {}
    assert login.started() is None
    login.stop()
    assert all(key.closed for key in registry.opened)


def test_after_a_move_it_is_started_from_the_new_place(registry: MemoryRegistry):
    login = WindowsLogin(registry)
    login.start(WORDS)
    login.start((r"D:\河流 🌊\rivermon.exe", "--hidden"))
    assert login.started() == (r"D:\河流 🌊\rivermon.exe", "--hidden")


def test_others_values_stay(registry: MemoryRegistry):
    others = {"OneDrive": ("onedrive.exe", registry.REG_SZ)}
    registry.keys[RUN.lower()] = dict(others)
    login = WindowsLogin(registry)
    login.start(WORDS)
    login.stop()
    assert registry.keys[RUN.lower()] == others


@pytest.mark.parametrize(("first", "off"), [(2, False), (6, False), (3, True), (7, True)])
def test_what_the_user_switched_off_stays_off(registry: MemoryRegistry, first: int, *, off: bool):
    login = WindowsLogin(registry)
    login.start(WORDS)
    _noted(registry, first)
    assert login.started() == (None if off else WORDS)
    if not off:
        login.start(WORDS)
        return
    with pytest.raises(LoginSwitchedOff, match=r"Startup apps.*off and on again"):
        login.start(("C:\\elsewhere.exe",))
    login.stop()
    assert registry.keys[APPROVED.lower()] == {}
    login.start(WORDS)
    assert login.started() == WORDS


def test_a_registry_that_refuses_is_told_in_words(registry: MemoryRegistry):
    login = WindowsLogin(registry)
    login.start(WORDS)
    registry.forbidden = True
    for change in (partial(login.start, WORDS), partial(login.stop)):
        with pytest.raises(LoginNotChanged, match=r"Access is denied.*An administrator"):
            change()
    assert login.started() is None


def test_a_command_that_windows_would_not_start_is_refused(registry: MemoryRegistry):
    login = WindowsLogin(registry)
    longest = "C:\\" + "a" * (260 - len("C:\\ --hidden"))
    login.start((longest, "--hidden"))
    for path in (longest + "a", longest[:-1] + "🌊"):
        with pytest.raises(LoginNotChanged, match=r"260 characters.*shorter path"):
            login.start((path, "--hidden"))
    assert login.started() == (longest, "--hidden")


@pytest.mark.parametrize("value", [("", 1), (b"x", 3)])
def test_a_value_that_starts_nothing(registry: MemoryRegistry, value: tuple[object, int]):
    registry.keys[RUN.lower()] = {VALUE: value}
    assert WindowsLogin(registry).started() is None


@given(st.lists(st.text(st.sampled_from('\\" \tab中')), min_size=1))
def test_words_are_read_as_python_quotes_them(words: list[str]):
    assert words_of(subprocess.list2cmdline(words)) == tuple(words)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", ()),
        ("  a   b  ", ("a", "b")),
        (r'"a b" c', ("a b", "c")),
        (r'a"b c"d', ("ab cd",)),
        (r"a\\b \ c", (r"a\\b", "\\", "c")),
        (r"a\\\"b", (r"a\"b",)),
        (r'"a\\" b', ("a\\", "b")),
        ('"" x', ("", "x")),
        ('"open end', ("open end",)),
    ],
)
def test_words_are_read_as_windows_programs_read_them(line: str, words: tuple[str, ...]):
    assert words_of(line) == words
