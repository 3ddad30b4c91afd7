"""Each kind's program is understood, however much it says, and is told no secrets."""

import asyncio
import logging
import os
import sys
from pathlib import Path

import pytest

from rivermon.core.tunnel import TunnelKind, TunnelPlan, TunnelState
from rivermon.net.tunnel_log import LINES_A_MINUTE
from tests.net.plain_server import PlainServer, says
from tests.net.tunnel_at_hand import SHORT, at_hand, command, plan

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its processes end otherwise")

OUTPUTS = Path(__file__).with_name("tunnel_outputs")
BOX = "https://box.example.net"
STARTING, RESTARTING = TunnelState.STARTING, TunnelState.RESTARTING


@pytest.mark.parametrize(
    ("kind", "name", "address"),
    [
        (
            TunnelKind.CLOUDFLARED,
            "cloudflared_2026.2",
            "https://gentle-river-1234-foo.trycloudflare.com",
        ),
        (TunnelKind.NGROK, "ngrok_3_json", "https://hooks.example.com"),
        (TunnelKind.SSH, "localhost_run_now", "https://8beaa541ba3dc2.lhr.life"),
        (TunnelKind.LOCALTUNNEL, "localtunnel_2.0", "https://stale-shrimp-35.loca.lt"),
    ],
)
async def test_each_kind_knows_its_programs_output(kind: TunnelKind, name: str, address: str):
    async with at_hand() as hand:
        await hand.start(plan(f"file={OUTPUTS / name}.txt", "wait", kind=kind))
        await hand.until(lambda: hand.origins)
        assert hand.origins == [address]


async def test_nothing_in_the_command_line_is_read_by_a_shell(tmp_path: Path):
    mark = tmp_path / "mark"
    evil = f"$(touch {mark}); touch {mark} & `touch {mark}`"
    async with at_hand() as hand:
        await hand.start(plan(f"print={evil} {BOX}", "wait"))
        await hand.until(lambda: hand.origins)
        assert not mark.exists()


async def test_megabytes_of_output_neither_stop_the_program_nor_fill_the_log(
    caplog: pytest.LogCaptureFixture,
):
    caplog.set_level(logging.INFO)
    async with at_hand() as hand:
        await hand.start(plan("flood=30", "endless=5000000", f"print=\n{BOX}", "wait"))
        await hand.until(lambda: hand.origins)
    said = [each for each in caplog.records if each.name == "rivermon.net.tunnel_log"]
    assert len(said) <= LINES_A_MINUTE + 1
    assert "more lines" in said[-1].getMessage()
    assert max(len(each.getMessage()) for each in said) < 400


async def test_the_loop_goes_on_while_the_program_prints():
    async with at_hand() as hand:
        await hand.start(plan("flood=30", f"print={BOX}", "wait"))
        longest = 0.0
        while not hand.origins:
            at = asyncio.get_running_loop().time()
            await asyncio.sleep(0.01)
            longest = max(longest, asyncio.get_running_loop().time() - at)
        assert longest < 1.0


async def test_output_is_logged_without_ansi_and_without_secrets(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO)
    async with at_hand() as hand:
        words = ("error=\x1b[31mtoken word77secret is wrong\x1b[0m", "exit=1")
        line = f"env TUNNEL_TOKEN=word77secret {command(*words)}"
        await hand.start(TunnelPlan(kind=TunnelKind.COMMAND, command=line))
        told = await hand.told(RESTARTING)
    assert "[redacted] is wrong" in told.reason
    assert "token [redacted] is wrong" in caplog.text
    assert "word77secret" not in caplog.text + told.reason
    assert "\x1b" not in caplog.text


async def test_the_program_does_not_get_rivermons_secrets(
    caplog: pytest.LogCaptureFixture,
):
    caplog.set_level(logging.INFO)
    around = {
        **os.environ,
        "MODELRIVER_WEBHOOK_SECRET": "whsec_1",
        "MODELRIVER_API_KEY": "mr_live_1",
        "OTHER": "kept",
    }
    looks = ("env=MODELRIVER_WEBHOOK_SECRET", "env=MODELRIVER_API_KEY", "env=OTHER")
    async with at_hand(environment=around) as hand:
        await hand.start(plan(*looks, f"print={BOX}", "wait"))
        await hand.until(lambda: hand.origins)
    assert "MODELRIVER_WEBHOOK_SECRET is None" in caplog.text
    assert "MODELRIVER_API_KEY is None" in caplog.text
    assert "OTHER is kept" in caplog.text


async def test_modelrivers_program_is_up_when_it_says_that_it_forwards():
    async with at_hand() as hand:
        ready = "print=Forwarding to http://localhost:8765/webhook"
        await hand.start(plan(ready, ready, "wait", kind=TunnelKind.MODELRIVER))
        told = await hand.told(TunnelState.UP)
        assert told.origin == ""
        assert [news.state for news in hand.heard] == [STARTING, TunnelState.UP]


async def test_modelrivers_program_is_up_when_it_runs_on_without_a_word():
    async with at_hand(SHORT) as hand:
        await hand.start(plan("print=hm", "wait", kind=TunnelKind.MODELRIVER))
        await hand.told(TunnelState.UP)
        await asyncio.sleep(1.2)
        assert hand.of(RESTARTING) == []


async def test_modelrivers_program_that_fails_is_never_up():
    async with at_hand(SHORT) as hand:
        await hand.start(plan("error=Error: not logged in", "exit=1", kind=TunnelKind.MODELRIVER))
        assert "not logged in" in (await hand.told(RESTARTING)).reason
        assert hand.of(TunnelState.UP) == []


async def test_ngrok_is_asked_where_its_output_says_nothing():
    listed = b'{"tunnels":[{"public_url":"https://a.ngrok.app","config":{"addr":"http://h:8765"}}]}'
    async with PlainServer(says("200 OK", listed)) as api, at_hand() as hand:
        web = f'print=msg="starting web service" obj=web addr=127.0.0.1:{api.port}'
        await hand.start(plan(web, "wait", kind=TunnelKind.NGROK))
        await hand.until(lambda: hand.origins)
        assert hand.origins == ["https://a.ngrok.app"]
        assert api.exchanges[0].first_line == "GET /api/tunnels HTTP/1.1"
