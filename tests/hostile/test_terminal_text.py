"""Strangers' text is printed as text: nothing acts on a terminal, or looks like rivermon's own."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import SECRET, Program, environment, run_program
from tests.hostile.nasty import SHORT, acts
from tests.hostile.posted import event, post, until_settled


def harmless_lines(out: str) -> None:
    for line in out.splitlines():
        assert not acts(line), line
    assert not set(out) & {"\x1b", "\x07", "\r", "\x9b", "\x00", "\x08"}


def nasty_webhook(number: int, text: str) -> dict[str, Any]:
    text = text.format(url="http://127.0.0.1:9")
    return event(
        f"ch-{number} {text}",
        f"https://evil{number}.example/cb",
        event=text,
        ai_response={"data": {"title": text, "description": text}},
        customer_data={"category": text, text: text},
        meta={"provider": text, "model": text},
    )


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], str]:
    """A database of nasty records, as a real `serve --print` stored them, and what that printed."""
    folder = tmp_path_factory.mktemp("nasty")
    seen = environment(folder)
    with Program("serve", "--print", seen=seen) as program:
        url = program.url()
        for number, text in enumerate(SHORT.values()):
            assert post(url, nasty_webhook(number, text), SECRET) == 200
            header = {"X-Nasty": "<b>é\t"}
            assert post(url, {"channel_id": text, "type": text}, SECRET, header) == 200
            if number in (4, 5):  # more from one address would be answered ever later
                assert post(url, nasty_webhook(number, text), "whsec_forged") == 401
        long = {"data": {"title": "x" * 2_000_000, "description": "y\n" * 500_000}}
        last = event("ch-long", "https://evil.example/cb", ai_response=long)
        assert post(url, last, SECRET) == 200
        until_settled(folder / "river.db", len(SHORT) + 1)
        program.stop()
        printed = program.ran()
    (log,) = folder.rglob("rivermon.log")
    return seen, printed.out + printed.err + log.read_text("utf-8")


def test_a_serving_rivermon_prints_no_strangers_escapes(
    stocked: tuple[dict[str, str], str],
) -> None:
    _, printed = stocked
    assert "␛[31mred" in printed
    assert "⟦U+202E⟧" in printed
    harmless_lines(printed)
    assert max(map(len, printed.splitlines())) < 1_000


@pytest.mark.parametrize("command", ["records", "deliveries", "callbacks"])
def test_a_printed_table_holds_none(command: str, stocked: tuple[dict[str, str], str]) -> None:
    ran = run_program(command, "--limit", "1000", seen=stocked[0])
    assert ran.code == 0
    assert "␛[31mred" in ran.out
    harmless_lines(ran.out + ran.err)
    assert max(map(len, ran.out.splitlines())) < 3_000


@pytest.mark.parametrize("command", ["records", "deliveries", "callbacks"])
def test_printed_json_holds_none_and_says_exactly_what_came(
    command: str, stocked: tuple[dict[str, str], str]
) -> None:
    ran = run_program(command, "--limit", "1000", "--json", seen=stocked[0])
    assert ran.code == 0
    harmless_lines(ran.out)
    channels = {each["channel_id"] for each in ran.json}
    for number, text in enumerate(SHORT.values()):
        assert nasty_webhook(number, text)["channel_id"] in channels


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize("command", ["records", "deliveries", "callbacks"])
def test_on_a_terminal_only_the_tables_own_style_is_printed(
    command: str, stocked: tuple[dict[str, str], str]
) -> None:
    import pty  # not on Windows

    seen = stocked[0] | {"TERM": "xterm-256color", "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"}
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "rivermon", command, "--limit", "1000"],
        env=seen,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ) as program:
        os.close(theirs)
        printed = b"".join(iter(lambda: read_from(ours), b""))
        os.close(ours)
        assert program.wait(15) == 0
    out = printed.decode("utf-8").replace("\r\n", "\n")
    bold = re.compile(r"\x1b\[(0|1)m")
    assert "␛[31mred" in bold.sub("", out)
    harmless_lines(bold.sub("", out))


def read_from(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # Linux says so when the last writer is gone
        return b""


def test_a_channel_that_is_not_there_is_asked_for_in_plain_words(tmp_path: Path) -> None:
    ran = run_program("records", "--db", "/\x1b[31mnowhere\x07", seen=environment(tmp_path))
    words = ran.failed_in_one_line()
    assert "␛[31mnowhere␇" in words
    assert not acts(words)
