"""Four records, each with something of its own to be found by."""

from rivermon.simulator.scripted import Scripted
from tests.story.story_webhooks import generated
from tests.story.window_on_stage import Stage


async def library(stage: Stage) -> None:
    """Four records, each with something of its own; the callback of one fails, one is repeated."""
    desk = stage.desk
    webhooks = (
        generated("Inception", desk, body="a heist inside dreams", event="movie", category="film"),
        generated(
            "Bread", desk, event="recipe", category="food", model="claude-4", provider="anthropic"
        ),
        generated(
            "Refund", desk, event="letter", category="billing", customer={"user_id": "user_7"}
        ),
        generated("Glacier", desk, channel="ice-9", year=1995, body="melting " * 3000),
    )
    desk.plan(webhooks[1].sample.channel_id, Scripted(status=404), Scripted())
    desk.plan("ice-9", Scripted(status=500), Scripted())
    await stage.send(*webhooks)
    states = ["Success", "Success", "Error", "Success"]
    await stage.until_is(lambda: stage.texts("state"), states)
