"""The webhook secrets and the API key are entered, masked, cleaned, kept and taken away again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rivermon.core.held_secrets import HeldSecrets, Keeping, LabelledSecret
from rivermon.core.tasks import OwnedTasks
from rivermon.system_keyring import INSTEAD, NONE
from rivermon.ui.api_key_form import ApiKeyForm
from rivermon.ui.appearance import Appearance
from rivermon.ui.operator import Operator
from rivermon.ui.secrets_form import SecretsForm
from tests.ui.stand_ins import NotedControls

SECRET = "whsec_0123456789abcdef"
OTHER = "whsec_fedcba9876543210"
KEY = "mr_live_0123456789abcdef"
NO_KEYRING = f"{NONE} {INSTEAD}"


@pytest.fixture
def operator(controls: NotedControls, tasks: OwnedTasks) -> Operator:
    return Operator(controls, tasks)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(600, 400)
    qtbot.addWidget(made)
    return made


def shown(form: QWidget, page: QWidget, qtbot: QtBot) -> None:
    form.resize(page.size())
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    form.setFocus()


@pytest.fixture
def form(operator: Operator, appearance: Appearance, page: QWidget, qtbot: QtBot) -> SecretsForm:
    made = SecretsForm(operator, appearance, page)
    shown(made, page, qtbot)
    return made


@pytest.fixture
def key_form(operator: Operator, appearance: Appearance, page: QWidget, qtbot: QtBot) -> ApiKeyForm:
    made = ApiKeyForm(operator, appearance, page)
    shown(made, page, qtbot)
    return made


def paste(line: QLineEdit, text: str) -> None:
    QApplication.clipboard().setText(text)
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def held(controls: NotedControls) -> tuple[LabelledSecret, ...]:
    return controls.held.webhook


def words_of(form: QWidget) -> str:
    return "\n".join(each.text() for each in form.findChildren(QLabel) if each.isVisible())


def button(form: QWidget, name: str) -> QPushButton:
    return next(each for each in form.findChildren(QPushButton) if each.accessibleName() == name)


def test_a_pasted_secret_is_cleaned_and_kept(
    form: SecretsForm, controls: NotedControls, qtbot: QtBot
) -> None:
    assert "will be kept in this system's keyring" in form.place
    paste(form.field.line, f'  "{SECRET}" \n')
    assert form.field.line.echoMode() is QLineEdit.EchoMode.Password
    assert "Spaces or line ends around it were cut off." in form.said
    assert "Quotes around it were cut off." in form.said
    QTest.keyClicks(form.label, "Production")
    QTest.keyClick(form.label, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: held(controls) == (LabelledSecret(SECRET, "Production"),))
    qtbot.waitUntil(lambda: len(form.rows) == 1)
    assert form.said == "It is in use from now on."
    assert form.place == "Kept in this system's keyring."
    assert (form.field.line.text(), form.label.text()) == ("", "")
    (row,) = form.rows
    assert row.shown == "••••••••cdef"
    assert row.label.text() == "Production"


def test_without_a_keyring_it_is_said_what_happens_instead(
    form: SecretsForm, controls: NotedControls, qtbot: QtBot
) -> None:
    controls.held = HeldSecrets(no_keyring=NO_KEYRING)
    controls.keeping = Keeping.THIS_RUN
    form.refresh()
    assert form.place == NO_KEYRING


def test_what_comes_from_the_environment_says_so(
    form: SecretsForm, controls: NotedControls
) -> None:
    controls.held = HeldSecrets(
        webhook=(LabelledSecret(SECRET),), webhook_from="MODELRIVER_WEBHOOK_SECRET"
    )
    form.refresh()
    assert "environment variable MODELRIVER_WEBHOOK_SECRET" in form.place


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (KEY, "It looks like an API key, not like a webhook secret."),
        ("two words that are long", "There are spaces within it"),
        ("short", "It is short: was it copied whole?"),
        ("whsec_••••••••••••", "It was copied while it was hidden"),
    ],
)
def test_what_looks_wrong_is_said_and_may_still_be_added(
    typed: str, words: str, form: SecretsForm, controls: NotedControls, qtbot: QtBot
) -> None:
    paste(form.field.line, typed)
    assert words in form.said
    assert form.field.line.property("bad") is True
    QTest.mouseClick(button(form, "Add the webhook secret"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [each.secret for each in held(controls)] == [typed])


def test_the_same_one_is_not_added_twice(
    form: SecretsForm, controls: NotedControls, qtbot: QtBot
) -> None:
    controls.held = HeldSecrets(webhook=(LabelledSecret(SECRET),))
    form.refresh()
    paste(form.field.line, SECRET)
    QTest.keyClick(form.field.line, Qt.Key.Key_Return)
    assert form.said == "This secret is there already."
    assert controls.asked == []


def test_one_is_revealed_renamed_removed_and_had_back(
    form: SecretsForm, controls: NotedControls, qtbot: QtBot
) -> None:
    both = (LabelledSecret(SECRET, "old"), LabelledSecret(OTHER))
    controls.held = HeldSecrets(webhook=both, webhook_from="the keyring")
    form.refresh()
    first, second = form.rows
    QTest.mouseClick(first.reveal, Qt.MouseButton.LeftButton)
    assert (first.shown, second.shown) == (SECRET, "••••••••3210")
    QTest.mouseClick(first.reveal, Qt.MouseButton.LeftButton)
    assert first.shown == "••••••••cdef"

    second.label.setFocus()
    QTest.keyClicks(second.label, "new")
    QTest.keyClick(second.label, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: held(controls) == (both[0], LabelledSecret(OTHER, "new")))
    qtbot.waitUntil(lambda: form.rows[1].held.label == "new")

    QTest.mouseClick(form.rows[0].remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(form.rows) == 1)
    assert "what it signed is refused now" in form.said
    undo = button(form, "Have the removed secret back")
    assert undo.isVisible()
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: held(controls) == (both[0], LabelledSecret(OTHER, "new")))
    qtbot.waitUntil(lambda: not undo.isVisible())


def test_the_focus_stays_where_the_operator_is(
    form: SecretsForm, controls: NotedControls, qtbot: QtBot
) -> None:
    """Rows are made anew with every change; Tab and Return go on from the place in them."""
    controls.held = HeldSecrets(webhook=(LabelledSecret(SECRET), LabelledSecret(OTHER)))
    form.refresh()
    form.rows[0].label.setFocus()
    QTest.keyClicks(form.rows[0].label, "old")
    QTest.keyClick(form.rows[0].label, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.rows[0].held.label == "old")
    qtbot.waitUntil(form.rows[0].label.hasFocus)
    form.rows[1].label.setFocus()
    QTest.keyClicks(form.rows[1].label, "new")
    QTest.keyClick(form.rows[1].label, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: form.rows[1].held.label == "new")
    qtbot.waitUntil(form.rows[1].remove.hasFocus)
    QTest.keyClick(form.rows[1].remove, Qt.Key.Key_Space)
    undo = button(form, "Have the removed secret back")
    qtbot.waitUntil(undo.hasFocus)
    QTest.keyClick(undo, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(form.rows) == 2)
    qtbot.waitUntil(form.field.line.hasFocus)


def test_another_comes_first_and_the_focus_goes_along(
    form: SecretsForm, controls: NotedControls, qtbot: QtBot
) -> None:
    one, two, three = (LabelledSecret(f"{SECRET}{n}", f"label {n}") for n in (1, 2, 3))
    controls.held = HeldSecrets(webhook=(one,), webhook_from="the keyring")
    form.refresh()
    assert "the first" not in words_of(form)
    controls.held = HeldSecrets(webhook=(one, two, three), webhook_from="the keyring")
    form.refresh()
    assert "Test webhooks are signed with the first." in words_of(form)
    assert [not each.rise.isHidden() for each in form.rows] == [False, True, True]
    assert form.rows[2].rise.accessibleName() == "Move label 3 up"
    form.rows[2].rise.setFocus()
    QTest.keyClick(form.rows[2].rise, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: held(controls) == (one, three, two))
    qtbot.waitUntil(form.rows[1].rise.hasFocus)
    assert form.rows[1].label.text() == "label 3"
    QTest.keyClick(form.rows[1].rise, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: held(controls) == (three, one, two))
    qtbot.waitUntil(form.rows[0].reveal.hasFocus)
    assert form.rows[0].held == three


def test_another_secret_leaves_a_key_that_is_typed_and_what_was_said(
    key_form: ApiKeyForm, controls: NotedControls, qtbot: QtBot
) -> None:
    controls.held = HeldSecrets(api_key=KEY)
    key_form.refresh()
    QTest.keyClicks(key_form.field.line, "_new")
    key_form.refresh()
    assert key_form.field.line.text() == f"{KEY}_new"
    QTest.keyClick(key_form.field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: key_form.said == "It is in use from now on.")
    key_form.refresh()
    assert key_form.said == "It is in use from now on."
    controls.held = HeldSecrets(api_key=KEY)
    key_form.refresh()
    assert key_form.field.line.text() == KEY


def test_when_it_cannot_be_kept_it_is_said_and_stays_in_the_field(
    form: SecretsForm, controls: NotedControls, qtbot: QtBot
) -> None:
    controls.failure = "The keyring is locked"
    paste(form.field.line, SECRET)
    QTest.keyClick(form.field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "The keyring is locked" in form.said)
    assert form.field.line.text() == SECRET
    assert form.unsent


def test_an_api_key_is_asked_for_its_shape(
    key_form: ApiKeyForm, controls: NotedControls, qtbot: QtBot
) -> None:
    paste(key_form.field.line, SECRET)
    assert key_form.said == "It looks like a webhook secret, not like an API key."
    paste(key_form.field.line, "hello")
    assert "not shaped like an API key" in key_form.said
    paste(key_form.field.line, f"Authorization: Bearer {KEY}")
    assert key_form.said == "“Bearer” before it was cut off."
    QTest.keyClick(key_form.field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: controls.held.api_key == KEY)
    qtbot.waitUntil(lambda: key_form.said == "It is in use from now on.")
    assert key_form.place == "Kept in this system's keyring."
    assert not key_form.unsent


def test_an_api_key_is_taken_away(
    key_form: ApiKeyForm, controls: NotedControls, qtbot: QtBot
) -> None:
    controls.held = HeldSecrets(api_key=KEY, key_from="the keyring")
    key_form.refresh()
    assert not button(key_form, "Keep the API key").isEnabled()
    QTest.mouseClick(button(key_form, "Remove the API key"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: controls.held.api_key is None)
    qtbot.waitUntil(lambda: key_form.field.line.text() == "")
    assert key_form.said == "The API key was removed: callbacks wait for another one."


def test_a_secret_is_revealed_while_it_is_typed_and_masked_after(
    form: SecretsForm, controls: NotedControls, qtbot: QtBot
) -> None:
    QTest.keyClicks(form.field.line, SECRET)
    QTest.mouseClick(button(form.field, "Reveal: Webhook secret"), Qt.MouseButton.LeftButton)
    assert form.field.line.echoMode() is QLineEdit.EchoMode.Normal
    QTest.keyClick(form.field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(form.rows) == 1)
    assert form.field.line.echoMode() is QLineEdit.EchoMode.Password
