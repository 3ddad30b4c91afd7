"""The public address is found in what the real programs print, in whichever pieces it comes."""

from pathlib import Path

import msgspec
import pytest

from rivermon.core.tunnel import TunnelKind, TunnelPlan
from rivermon.core.tunnel_output import (
    LONGEST_LINE,
    Findings,
    TunnelOutput,
    ngrok_address,
    plain,
    public_address,
)

OUTPUTS = Path(__file__).parent.parent / "net" / "tunnel_outputs"
RECORDED = {
    "cloudflared_2020.11_coloured": "https://four-plain-old-words.trycloudflare.com",
    "cloudflared_2022.1": "https://four-dashed-word-url.trycloudflare.com",
    "cloudflared_2026.2": "https://gentle-river-1234-foo.trycloudflare.com",
    "cloudflared_offline": None,
    "ngrok_2.3": "https://f5291e35.ngrok.io",
    "ngrok_3_web_elsewhere": "https://zookeeper-pronto-ship.ngrok-free.dev",
    "ngrok_3_json": "https://hooks.example.com",
    "ngrok_3_no_account": None,
    "localhost_run_2019": "https://user-abcd.localhost.run",
    "localhost_run_2020": "https://ua-563b05a2.localhost.run",
    "localhost_run_now": "https://8beaa541ba3dc2.lhr.life",
    "localhost_run_json": "https://demo-share.lhr.life",
    "serveo": "https://quidem.serveo.net",
    "pinggy": "https://rnabc-203-0-113-7.a.free.pinggy.link",
    "localtunnel_1.9": "https://grumpy-newt-33.localtunnel.me",
    "localtunnel_2.0": "https://stale-shrimp-35.loca.lt",
    "localtunnel_offline": None,
    "localtunnel_refused": "https://stale-shrimp-35.loca.lt",
}
KINDS = {
    "cloudflared": TunnelKind.CLOUDFLARED,
    "ngrok": TunnelKind.NGROK,
    "localtunnel": TunnelKind.LOCALTUNNEL,
}


def plan_for(name: str) -> TunnelPlan:
    return TunnelPlan(kind=KINDS.get(name.partition("_")[0], TunnelKind.SSH))


def read(plan: TunnelPlan, *pieces: bytes) -> list[Findings]:
    output = TunnelOutput(plan)
    told = [output.take(piece)[1] for piece in pieces]
    return [each for each in (*told, output.take(b"", last=True)[1]) if each != Findings()]


def addresses(plan: TunnelPlan, text: str) -> list[str | None]:
    return [each.address for each in read(plan, text.encode())]


def test_every_recorded_output_is_looked_at():
    assert {file.stem for file in OUTPUTS.iterdir()} == set(RECORDED)


@pytest.mark.parametrize("name", RECORDED)
@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_the_address_is_found_in_recorded_output(name: str, size: int):
    whole = (OUTPUTS / f"{name}.txt").read_bytes()
    pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
    found = [each.address for each in read(plan_for(name), *pieces) if each.address]
    assert found[-1:] == ([RECORDED[name]] if RECORDED[name] else [])
    assert len(set(found)) <= 1


@pytest.mark.parametrize(
    ("name", "web"),
    [
        ("ngrok_2.3", "127.0.0.1:4040"),
        ("ngrok_3_web_elsewhere", "127.0.0.1:4041"),
        ("ngrok_3_json", "127.0.0.1:4042"),
    ],
)
def test_ngrok_says_where_its_own_api_is(name: str, web: str):
    (found,) = read(plan_for(name), (OUTPUTS / f"{name}.txt").read_bytes())
    assert found.ngrok_web == web


def test_an_address_that_changes_is_found_again():
    output = TunnelOutput(TunnelPlan(kind=TunnelKind.LOCALTUNNEL))
    assert output.take(b"your url is: https://a.loca.lt\n")[1].address == "https://a.loca.lt"
    assert output.take(b"your url is: https://b.loca.lt\n")[1].address == "https://b.loca.lt"


def test_an_address_that_is_known_beforehand_is_not_looked_for():
    known = TunnelPlan(kind=TunnelKind.LOCALTUNNEL, url="https://mine.example")
    assert read(known, b"your url is: https://a.loca.lt\n") == []


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("Public address: https://box.example.net", "https://box.example.net"),
        ("| https://box.example.net/ |", "https://box.example.net"),
        ("https://box.example.net:8443 -> 127.0.0.1:8765", "https://box.example.net:8443"),
        ('{"at": "x", "said": "see https://box.example.net."}', None),
        ("Read https://docs.example.net for more", None),
        ("Read https://www.example.net for more", None),
        ("Enter your token at https://dashboard.example.net", None),
        ("Terms: https://box.example.net/terms", None),
        ("Listening on https://127.0.0.1:8443", None),
        ("Listening on http://box.example.net", None),
        ("Inspect at https://localhost", None),
    ],
)
def test_of_any_program_only_a_bare_public_address_counts(line: str, address: str | None):
    found = addresses(TunnelPlan(kind=TunnelKind.COMMAND), f"{line}\n")
    assert found == ([address] if address else [])


@pytest.mark.parametrize(
    ("pattern", "line", "address"),
    [
        (r"at (\S+)", "You are at box.example.net", "https://box.example.net"),
        (r"https://\S+", "see https://docs.example.net/t/1", "https://docs.example.net/t/1"),
        (r"url=(http://\S+)", "url=http://127.0.0.1:9000", "http://127.0.0.1:9000"),
        (r"url=(http://\S+)", "url=http://box.example.net", None),
        (r"at (\S+)", "at user:word@box.example.net", None),
        (r"(?P<address>a)?at (\S+)", "at box.example.net", "https://box.example.net"),
    ],
)
def test_an_own_pattern_is_meant_as_it_is(pattern: str, line: str, address: str | None):
    plan = TunnelPlan(kind=TunnelKind.COMMAND, pattern=pattern)
    assert addresses(plan, f"{line}\n") == ([address] if address else [])


@pytest.mark.parametrize(
    "text",
    [
        "https://gentle-river.trycloudflare.com.evil.example",
        "https://trycloudflare.com",
        "https://api.trycloudflare.com/tunnel",
        "http://gentle-river.trycloudflare.com",
        "https://gentle-river.trycloudflare.community",
    ],
)
def test_look_alikes_of_a_service_do_not_count(text: str):
    assert addresses(TunnelPlan(kind=TunnelKind.CLOUDFLARED), f"{text}\n") == []


@pytest.mark.parametrize(
    "line", ["Forwarding webhooks to http://localhost:8765/webhook", "✔ Connected", "Listening …"]
)
def test_modelrivers_program_says_that_it_forwards(line: str):
    (found,) = read(TunnelPlan(kind=TunnelKind.MODELRIVER), f"{line}\n".encode())
    assert found == Findings(ready=True)


def test_modelrivers_program_that_fails_is_not_ready():
    assert read(TunnelPlan(kind=TunnelKind.MODELRIVER), b"Error: not logged in\n") == []


def test_ansi_codes_and_controls_are_taken_out():
    coloured = "\x1b[1;32mhttps://a.b\x1b[0m \x1b]8;;https://c.d\x07link\x1b]8;;\x1b\\ \x9b2K\x00"
    assert plain(coloured) == "https://a.b link"


def test_carriage_returns_end_lines_as_well():
    lines, _ = TunnelOutput(TunnelPlan()).take(b"one\rtwo\r\nthree\n")
    assert lines == ["one", "two", "three"]


def test_a_line_without_an_end_costs_no_memory():
    output = TunnelOutput(TunnelPlan(kind=TunnelKind.COMMAND))
    for _ in range(200):
        assert output.take(b"x" * 100_000) == ([], Findings())
    assert len(output._begun) <= LONGEST_LINE
    lines, _ = output.take(b"\nhttps://box.example.net\n")
    assert [len(line) for line in lines] == [LONGEST_LINE, 23]


def test_only_the_last_lines_are_kept():
    output = TunnelOutput(TunnelPlan())
    output.take("".join(f"{number}\n" for number in range(10_000)).encode())
    assert list(output.last_lines) == [str(number) for number in range(9_980, 10_000)]


def test_bytes_that_are_no_text_are_read_over():
    plan = TunnelPlan(kind=TunnelKind.COMMAND)
    assert read(plan, b"\xff\xfe\x00\n https://box.example.net\n")[0].address is not None


TUNNELS = [
    {"public_url": "tcp://0.tcp.ngrok.io:1", "proto": "tcp", "config": {"addr": "localhost:22"}},
    {"public_url": "https://other.ngrok.app", "config": {"addr": "http://localhost:3000"}},
    {"public_url": "http://mine.ngrok.app", "config": {"addr": "http://127.0.0.1:8765"}},
    {"public_url": "https://mine.ngrok.app", "config": {"addr": "http://127.0.0.1:8765"}},
]


def test_ngroks_api_is_read_for_the_tunnel_to_this_port():
    answer = msgspec.json.encode({"tunnels": TUNNELS, "uri": "/api/tunnels"})
    assert ngrok_address(answer, 8765) == "https://mine.ngrok.app"
    assert ngrok_address(answer, 3000) == "https://other.ngrok.app"
    assert ngrok_address(answer, 22) is None
    assert ngrok_address(answer, 9) is None


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"tunnels": null}',
        b'{"tunnels": [1, {}, {"public_url": 1, "config": []}]}',
        b'{"tunnels": [{"public_url": "https://a.b", "config": {"addr": "http://[:1"}}]}',
    ],
)
def test_an_answer_that_is_not_ngroks_tells_nothing(answer: bytes):
    assert ngrok_address(answer, 8765) is None


@pytest.mark.parametrize("text", ["", "https://", "https://exa mple.net", "ftp://a.example", "ä"])
def test_what_is_no_address_is_none(text: str):
    assert public_address(text) is None
