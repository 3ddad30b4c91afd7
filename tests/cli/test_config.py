"""`rivermon config`: where the file is, what is set, and setting it."""

from pathlib import Path

import pytest

from rivermon.settings import Settings
from tests.cli.terminal import SECRET, Terminal


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the settings file is; it is not there yet."""
    return tmp_path / "chosen" / "settings.toml"


def test_the_path_is_told_whether_the_file_is_there_or_not(terminal: Terminal, file: Path) -> None:
    ran = terminal.run("config", "path", RIVERMON_SETTINGS=str(file))
    assert (ran.code, ran.out, ran.err) == (0, f"{file}\n", "")
    assert not file.exists()


def test_what_is_set_is_there_at_the_next_start(terminal: Terminal, file: Path) -> None:
    ran = terminal.run("config", "set", "max_body", "9000", RIVERMON_SETTINGS=str(file))
    assert (ran.code, ran.out, ran.err) == (0, f"max_body = 9000  # in {file}\n", "")
    assert terminal.run("config", "get", "max_body", RIVERMON_SETTINGS=str(file)).out == "9000\n"
    again = terminal.run(
        "config", "set", "callback-hosts", "A.example, b.example:1", RIVERMON_SETTINGS=str(file)
    )
    assert again.code == 0
    text = file.read_text("utf-8")
    assert '\ncallback_hosts = ["a.example", "b.example:1"]\n' in text
    assert "\nmax_body = 9000\n" in text
    assert "\n# theme = " in text


def test_all_settings_are_listed_with_who_set_them(terminal: Terminal, file: Path) -> None:
    terminal.run("config", "set", "theme", "dark", RIVERMON_SETTINGS=str(file))
    ran = terminal.run("config", "get", RIVERMON_SETTINGS=str(file), RIVERMON_MAX_BODY="7")
    lines = ran.out.splitlines()
    assert [line.partition(" = ")[0] for line in lines] == list(Settings.__struct_fields__)
    assert "max_body = 7  # RIVERMON_MAX_BODY" in lines
    assert 'theme = "dark"  # settings file' in lines
    assert 'language = "system"  # default' in lines


def test_what_a_variable_wins_over_is_said(terminal: Terminal, file: Path) -> None:
    ran = terminal.run(
        "config", "set", "max_body", "9000", RIVERMON_SETTINGS=str(file), RIVERMON_MAX_BODY="7"
    )
    assert (
        ran.out.splitlines()[1] == "RIVERMON_MAX_BODY is set in the environment, and wins over it."
    )
    assert terminal.run("config", "get", "max_body", RIVERMON_SETTINGS=str(file)).out == "9000\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("set", "port", "abc"), "port is 'abc'; it must be a whole number from 0 to 65535."),
        (("set", "prot", "1"), "There is no setting prot."),
        (("get", "prot"), "There is no setting prot."),
        (("set", "api_key", SECRET), "api_key is a secret and no setting"),
        (("set", "WEBHOOK-SECRET", SECRET), "webhook_secret is a secret and no setting"),
        (("get", "MODELRIVER_API_KEY"), "modelriver_api_key is a secret and no setting"),
        (("set", "tunnel_command", f"lt --token {SECRET}"), "This command holds a secret"),
        (("set", "tunnel_command", f"lt 'x --token={SECRET}"), "This command holds a secret"),
    ],
)
def test_what_cannot_be_is_said_and_not_written(
    arguments: tuple[str, ...], words: str, terminal: Terminal, file: Path
) -> None:
    said = terminal.run("config", *arguments, RIVERMON_SETTINGS=str(file)).failed_in_one_line()
    assert said.startswith(words)
    assert SECRET not in said
    assert not file.exists()


def test_what_was_set_for_another_tunnel_is_said(terminal: Terminal, file: Path) -> None:
    chosen = {"RIVERMON_SETTINGS": str(file)}
    terminal.run("config", "set", "public_url", "https://hooks.example", **chosen)
    ran = terminal.run("config", "set", "tunnel", "cloudflared", **chosen)
    assert ran.out.splitlines()[1:] == [
        "public_url is set, too, and used for it: rivermon config set public_url '' ends that."
    ]
    terminal.run("config", "set", "public_url", "", **chosen)
    ran = terminal.run("config", "set", "tunnel", "ngrok", **chosen)
    assert len(ran.out.splitlines()) == 1


def test_a_bad_value_in_the_file_does_not_keep_it_from_being_mended(
    terminal: Terminal, file: Path
) -> None:
    file.parent.mkdir()
    file.write_text("max_body = -1\n", "utf-8")
    file.chmod(0o600)
    ran = terminal.run("config", "set", "max_body", "9000", RIVERMON_SETTINGS=str(file))
    assert ran.code == 0, ran
    assert file.read_text("utf-8") == "max_body = 9000\n"
