"""Every command explains itself; a wrong call is misuse, a failure one line."""

import pytest

from tests.cli.terminal import Terminal

COMMANDS = ("serve", "records", "deliveries", "callbacks", "send", "doctor", "repair")


def test_rivermon_explains_itself(terminal: Terminal):
    ran = terminal.run("--help")
    assert ran.code == 0
    assert "Examples:" in ran.out
    for command in COMMANDS:
        assert f"  {command} " in ran.out


def test_it_says_what_a_second_window_does(terminal: Terminal):
    said = " ".join(terminal.run("--help").out.split())
    assert "--watch" in said
    assert "its window is raised instead" in said


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_examples(terminal: Terminal, command: str):
    ran = terminal.run(command, "--help")
    assert ran.code == 0
    assert "Examples:" in ran.out
    assert f"    rivermon {command}" in ran.out or f" rivermon {command}" in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("--nonsense",),
        ("serve", "--nonsense"),
        ("serve", "--port", "65536"),
        ("records", "--limit", "0"),
        ("records", "--limit", "many"),
        ("send", "--count", "0"),
        ("send", "--scheme", "rot13"),
        ("send", "--rate", "0"),
        ("--demo", "records"),
        ("--watch", "serve"),
        ("--watch", "--demo"),
        ("--hidden", "serve"),
        ("--hidden", "--demo"),
        ("--hidden", "--watch"),
    ],
)
def test_a_wrong_call_is_misuse(terminal: Terminal, arguments: tuple[str, ...]):
    ran = terminal.run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert "Error: " in ran.err


def test_the_version_is_said(terminal: Terminal):
    ran = terminal.run("--version")
    assert ran.code == 0
    assert ran.out.startswith("rivermon 0.")


def test_a_bad_setting_is_one_line_that_names_it(terminal: Terminal):
    said = terminal.run("serve", RIVERMON_PORT="eighty").failed_in_one_line()
    assert "RIVERMON_PORT" in said
    assert "eighty" in said


def test_without_a_display_the_window_says_what_to_use(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert "rivermon serve" in terminal.run().failed_in_one_line()


def test_a_mistake_of_ours_is_one_line_too(terminal: Terminal, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise RuntimeError("a mistake\nof ours")

    monkeypatch.setattr("rivermon.cli.program.load", fail)
    ran = terminal.run("doctor")
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert "RuntimeError: a mistake of ours" in ran.err
    assert "RIVERMON_TRACE" in ran.err
