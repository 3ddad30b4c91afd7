"""A tunnel's command line becomes words, and is shown without its secrets."""

import pytest

from rivermon.core.tunnel import TunnelKind, TunnelPlan
from rivermon.core.tunnel_command import (
    BadCommand,
    command_lines,
    secrets_in,
    shown,
    without,
    words_of,
)
from rivermon.core.tunnel_presets import PRESETS

HERE = ("127.0.0.1", 8765)


def last_word(line: str, address: tuple[str, int]) -> str:
    return words_of(line, address)[-1]


def test_there_is_a_preset_for_every_kind():
    assert set(PRESETS) == set(TunnelKind)
    for preset in PRESETS.values():
        assert preset.name
        assert preset.sentence.endswith(".")


def test_nothing_is_run_for_an_address_of_ones_own():
    assert command_lines(TunnelPlan(kind=TunnelKind.OFF)) == ()
    assert command_lines(TunnelPlan(kind=TunnelKind.URL)) == ()
    assert command_lines(TunnelPlan(kind=TunnelKind.COMMAND)) == ()


def test_an_own_command_wins_over_the_presets():
    plan = TunnelPlan(kind=TunnelKind.NGROK, command="ngrok http {port} --domain a.example")
    assert command_lines(plan) == ("ngrok http {port} --domain a.example",)


@pytest.mark.parametrize("kind", TunnelKind)
def test_every_presets_command_is_whole_once_the_address_is_in_it(kind: TunnelKind):
    for line in command_lines(TunnelPlan(kind=kind)):
        words = words_of(line, HERE)
        assert "8765" in " ".join(words)
        assert not set("{}") & set(" ".join(words))


@pytest.mark.parametrize(
    ("host", "in_url", "before_port", "alone"),
    [
        ("127.0.0.1", "http://127.0.0.1:8765", "80:127.0.0.1:8765", "127.0.0.1"),
        ("0.0.0.0", "http://127.0.0.1:8765", "80:127.0.0.1:8765", "127.0.0.1"),
        ("", "http://127.0.0.1:8765", "80:127.0.0.1:8765", "127.0.0.1"),
        ("::1", "http://[::1]:8765", "80:[::1]:8765", "::1"),
        ("::", "http://[::1]:8765", "80:[::1]:8765", "::1"),
        ("192.0.2.7", "http://192.0.2.7:8765", "80:192.0.2.7:8765", "192.0.2.7"),
    ],
)
def test_the_tunnel_leads_to_where_rivermon_listens(
    host: str, in_url: str, before_port: str, alone: str
):
    address = (host, 8765)
    assert last_word("x http://{host}:{port}", address) == in_url
    assert last_word("x 80:{host}:{port}", address) == before_port
    assert last_word("x --local-host {host}", address) == alone
    assert last_word("x --to=http://{host}/", ("::1", 1)) == "--to=http://[::1]/"


def test_nothing_in_an_address_becomes_another_word():
    assert words_of("x {host}", ("a; rm -rf ~ $(id) 'b", 1)) == ("x", "a; rm -rf ~ $(id) 'b")


def test_quoted_words_stay_whole():
    assert words_of('"/opt/my tools/x" -a "b c"', HERE) == ("/opt/my tools/x", "-a", "b c")


def test_windows_paths_keep_their_backslashes():
    line = r'"C:\Program Files\x.exe" --url http://{host}:{port}'
    words = words_of(line, HERE, windows=True)
    assert words == (r"C:\Program Files\x.exe", "--url", "http://127.0.0.1:8765")


@pytest.mark.parametrize("line", ["", "   ", "x 'open"])
def test_what_cannot_be_run_says_why(line: str):
    with pytest.raises(BadCommand, match=r"empty|quotation"):
        words_of(line, HERE)


@pytest.mark.parametrize(
    "line",
    [
        "cloudflared tunnel run --token eyJhIjoiMTIz",
        "cloudflared tunnel run --token=eyJhIjoiMTIz",
        "x --basic-auth eyJhIjoiMTIz",
        "env NGROK_AUTHTOKEN=eyJhIjoiMTIz ngrok http 1",
        "x --api-key eyJhIjoiMTIz",
        "x --proxy http://eyJhIjoiMTIz@proxy.example",
    ],
)
def test_secrets_on_a_command_line_are_not_shown(line: str):
    words = words_of(line, HERE)
    assert "eyJhIjoiMTIz" not in shown(words)
    assert "[redacted]" in shown(words)
    assert "eyJhIjoiMTIz" not in without(secrets_in(words), "token eyJhIjoiMTIz refused")


@pytest.mark.parametrize("kind", TunnelKind)
def test_nothing_of_a_preset_is_taken_for_a_secret(kind: TunnelKind):
    for line in command_lines(TunnelPlan(kind=kind)):
        assert "[redacted]" not in shown(words_of(line, HERE))


def test_a_key_file_and_the_ways_to_log_in_are_no_secrets():
    line = "ssh -i key -o PreferredAuthentications=publickey -o PasswordAuthentication=never u@h"
    assert secrets_in(words_of(line, HERE)) == ()
