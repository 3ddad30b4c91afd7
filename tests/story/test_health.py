"""The health of a house that webhooks of every outcome came to: the figures, and nothing lost."""

import re

from PySide6.QtCore import Qt

from rivermon.core.entities import Outcome
from rivermon.simulator.scripted import Scripted
from rivermon.ui.qt_loop import run
from tests.story.story_webhooks import completed, forged, generated, unreadable
from tests.story.window_on_stage import Stage, on_stage

_CONTROL = Qt.KeyboardModifier.ControlModifier


async def _one_of_each(stage: Stage) -> None:
    """A webhook of each outcome; of three callbacks one is refused, and one is held."""
    once, refused = generated("Once", stage.desk), generated("Refused", stage.desk)
    stage.desk.plan(refused.sample.channel_id, Scripted(status=404), Scripted())
    await stage.send(once, refused, once, completed("done"))
    assert await stage.post(forged(stage.desk)) == 401
    assert await stage.post(unreadable()) == 400
    await stage.until_is(lambda: stage.texts("state"), ["Error", "Success"])


def test_webhooks_of_every_outcome_are_counted_and_none_is_lost(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await _one_of_each(stage)
            stage.press(Qt.Key.Key_4, _CONTROL)
            health = stage.window.health
            charts = health.board.charts
            await stage.until(lambda: all(chart.plot is not None for chart in charts))
            await stage.until(lambda: health.board.outcomes.data is not None)
            assert health.board.outcomes.accessibleDescription() == (
                "6 webhooks in the last 5 minutes: "
                "Recorded 2, Duplicate 1, Kept 1, Rejected 1, Invalid 1."
            )
            assert health.tiles.success.accessibleName().startswith("Taken in: 66.6 %, Critical")
            assert health.tiles.callbacks.accessibleName().startswith("Called back: 50 %, Critical")
            assert health.tiles.redelivery.accessibleName().startswith("Redelivered: 25 %, Bad")
            assert re.search(
                r": <?[\d,]+ ms / <?[\d,]+ ms, \w+", health.tiles.answer.accessibleName()
            )
            causes = [bar.words for bar in health.causes.bars if bar.isVisible()]
            assert "answered 404: 1" in causes
            assert len(causes) == 3
            assert [words.split()[-1] for words in health.ledger.received.words] == [
                "6", "2", "1", "1", "1", "1", "0"
            ]  # fmt: skip
            assert list(health.ledger.owed.words)[-1] == "Missing 0"
            assert "never down since" in health.ledger.down.text()
            told = await stage.house.store.losses()
            assert (told.received, told.received_missing, told.owed_missing) == (6, 0, 0)
            assert told.outcomes[Outcome.DUPLICATE] == 1

    run(qapp, story)


def test_what_comes_meanwhile_is_seen_while_one_looks(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            stage.press(Qt.Key.Key_4, _CONTROL)
            health = stage.window.health
            outcomes = health.board.outcomes
            await stage.until_is(outcomes.note.text, "No webhooks in the last 5 minutes.")
            await stage.send(*(generated(f"Title {n}", stage.desk) for n in range(3)))
            await stage.until(
                lambda: outcomes.accessibleDescription().startswith("3 webhooks"),
                outcomes.accessibleDescription,
            )
            await stage.until_is(health.tiles.callbacks.figure.text, "100 %")
            assert outcomes.plot is not None
            assert outcomes.plot.isVisible()
            stage.press(Qt.Key.Key_Right)
            await stage.until(
                lambda: "3 webhooks in the last hour" in outcomes.accessibleDescription()
            )

    run(qapp, story)
