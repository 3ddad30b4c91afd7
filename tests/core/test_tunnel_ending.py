"""What is told of a program that ended: what it said, and what to do; and how it is installed."""

from pathlib import Path

import pytest

from rivermon.core.tunnel_ending import (
    bad_command,
    cannot_start,
    missing,
    no_address,
    telling_line,
    why_it_ended,
)
from rivermon.core.tunnel_install import install_line
from rivermon.core.tunnel_output import plain
from rivermon.core.tunnel_presets import PRESETS

OUTPUTS = Path(__file__).parent.parent / "net" / "tunnel_outputs"


def lines_of(name: str) -> list[str]:
    text = (OUTPUTS / f"{name}.txt").read_text().splitlines()
    return [line for each in text if (line := plain(each))][-20:]


@pytest.mark.parametrize(
    ("name", "said", "to_do"),
    [
        (
            "cloudflared_offline",
            "failed to request quick Tunnel",
            "Look whether this machine is on the internet",
        ),
        (
            "ngrok_3_no_account",
            "authentication failed: Usage of ngrok requires a verified account and authtoken.",
            "ngrok config add-authtoken",
        ),
        ("localtunnel_refused", "Error: connection refused: localtunnel.me:46073", "firewall"),
    ],
)
def test_recorded_failures_are_told_in_words(name: str, said: str, to_do: str):
    reason = why_it_ended("x", 1, lines_of(name))
    assert reason.startswith(f"x ended (exit code 1): {said}")
    assert to_do in reason
    assert len(reason) < 500


@pytest.mark.parametrize(
    ("line", "to_do"),
    [
        ("me@host: Permission denied (publickey).", "enter the right key"),
        ("Host key verification failed.", "known_hosts"),
        ("Error: remote port forwarding failed for listen port 80", "does not give its port"),
        ("ssh: Could not resolve hostname x: Name or service not known", "on the internet"),
        ("Connection to localhost.run closed by remote host.", "The other side ended it"),
        ("ERR_NGROK_108", "Another ngrok"),
        ("429 Too Many Requests", "has had enough"),
        ("something odd", "Run the command in a terminal"),
    ],
)
def test_each_cause_has_its_advice(line: str, to_do: str):
    reason = why_it_ended("ssh", 255, [line])
    assert line in reason
    assert to_do in reason


def test_a_program_that_said_nothing_has_its_exit_code():
    assert why_it_ended("x", 0, []) == (
        "x ended (exit code 0). Run the command in a terminal to see more."
    )
    assert "(SIGKILL)" in why_it_ended("x", -9, [])
    assert "(signal 200)" in why_it_ended("x", -200, [])
    assert why_it_ended("x", None, []).startswith("x ended. ")


def test_a_long_last_line_is_cut():
    assert len(telling_line(["y" * 5_000])) == 200


def test_the_other_failures_say_what_to_do():
    assert "told no public address within 60 s. Its last words: hm." in no_address("x", 60, ["hm"])
    assert "It says nothing." in no_address("x", 60, [])
    assert cannot_start("x", "Permission denied").startswith("x cannot be started: Permission")
    assert "Correct it." in bad_command("no closing quotation")
    assert missing("x", "").endswith("or name its whole path in the command")


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
@pytest.mark.parametrize("like", ["debian", "fedora", "rhel", "arch", "alpine", "suse", "void", ""])
def test_every_presets_program_can_be_installed_everywhere(system: str, like: str):
    for preset in PRESETS.values():
        if preset.program:
            assert install_line(preset.program, system, (like,))


@pytest.mark.parametrize(
    ("program", "system", "like", "line"),
    [
        ("ssh", "linux", ("debian",), "sudo apt install openssh-client"),
        ("ssh", "linux", ("ubuntu",), "sudo apt install openssh-client"),
        ("ssh", "linux", ("linuxmint", "ubuntu", "debian"), "sudo apt install openssh-client"),
        ("ssh", "linux", ("opensuse-leap", "suse"), "sudo zypper install openssh-clients"),
        ("cloudflared", "darwin", (), "brew install cloudflared"),
        ("cloudflared", "win32", (), "winget install --id Cloudflare.cloudflared"),
        ("npx", "linux", ("arch",), "sudo pacman -S npm && sudo npm install -g localtunnel"),
        ("mytool", "linux", ("debian",), ""),
    ],
)
def test_the_install_line_is_the_platforms(
    program: str, system: str, like: tuple[str, ...], line: str
):
    assert install_line(program, system, like) == line
