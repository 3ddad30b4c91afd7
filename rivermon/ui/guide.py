"""The guided start: secret, API key, public address, and the wait for the first webhook.

Keeps nothing itself: its forms do, as they do in the settings. Nothing is asked twice: it begins
with the first step that is not done yet.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rivermon.chosen import Chosen
from rivermon.core.feed import Fact, Listening, PublicWayChanged, SecretsChanged
from rivermon.core.ports import Clock
from rivermon.core.tunnel import TunnelKind
from rivermon.setting_values import BadSetting
from rivermon.ui.api_key_form import ApiKeyForm
from rivermon.ui.appearance import Appearance
from rivermon.ui.demo_start import start_demo
from rivermon.ui.field_column import sentence
from rivermon.ui.first_webhook import FirstWebhook
from rivermon.ui.guide_steps import GuideSteps, Step
from rivermon.ui.operator import Operator
from rivermon.ui.page_stack import PageStack
from rivermon.ui.secrets_form import SecretsForm
from rivermon.ui.sheet import Sheet
from rivermon.ui.tab_order import tab_as_laid_out
from rivermon.ui.tunnel_form import TunnelForm

_COLUMNS = 92
_PAGE_HEIGHT = 400


class Guide(Sheet):
    """Four steps, each of which can be left out; closing it leaves out all that are left."""

    row_asked = Signal(object, int)
    """The row of a View with this id is to be shown."""

    qr_asked = Signal(str)
    """A QR code of this URL is to be shown."""

    failed = Signal(str)
    """Something could not be done; the words say why."""

    def __init__(
        self,
        chosen: Chosen,
        operator: Operator,
        appearance: Appearance,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with the first step that is not done.

        Args:
            chosen: the settings; what is chosen is kept there.
            operator: keeps secrets, tries the way and sends a test webhook.
            appearance: fonts and colours.
            clock: the time.
            parent: the window that it lies above.
        """
        super().__init__(parent, columns=_COLUMNS)
        self.entitle(self.tr("Guided start"))
        self._chosen = chosen
        self._operator = operator
        self._appearance = appearance
        self._clock = clock
        self._known: dict[type, Fact] = {}
        self._steps = GuideSteps(appearance, self)
        self.add(self._steps)
        self._pages = PageStack(appearance.px(_PAGE_HEIGHT), self)
        self._made: dict[Step, QWidget] = {}
        self._forms: dict[Step, QWidget] = {}
        self.add(self._pages, stretch=1)
        self._add_foot()
        self._forget = chosen.on_change(lambda _: self._show_steps())
        self.destroyed.connect(self._forget)
        self._goes_on = False
        operator.refused.connect(self._stay)
        self._step = Step.SECRET
        self._make(Step.FIRST)  # it hears of what comes while other steps are shown
        self.go(next((step for step in Step if not self.is_done(step)), Step.FIRST))

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._step

    def form(self, step: Step) -> QWidget:
        """What a step asks with; it is made when it is first wanted."""
        if step not in self._made:
            self._make(step)
        return self._forms[step]

    def is_done(self, step: Step) -> bool:
        """True when there is nothing left to do in a step."""
        held = self._operator.secrets()
        match step:
            case Step.SECRET:
                return bool(held.webhook)
            case Step.KEY:
                return bool(held.api_key)
            case Step.WAY:
                return self._chosen.settings.tunnel is not TunnelKind.OFF
            case Step.FIRST:
                first = self._forms.get(step)
                return isinstance(first, FirstWebhook) and first.done

    def take(self, facts: Sequence[Fact]) -> None:
        """Hand facts on to the steps; one that is made later hears where things stand."""
        self._known |= {type(f): f for f in facts if isinstance(f, Listening | PublicWayChanged)}
        for form in self._forms.values():
            if isinstance(form, TunnelForm | FirstWebhook):
                form.take(facts)
        if any(isinstance(fact, SecretsChanged) for fact in facts):
            self._show_steps()

    def go(self, step: Step) -> None:
        """Show a step."""
        if step not in self._made:
            self._make(step)
        self._step = step
        self._pages.setCurrentWidget(self._made[step])
        self._show_steps()
        self._begin()

    def accept(self) -> None:
        """Go on, once what is typed is kept; at the end, close."""
        form = self.form(self._step)
        if isinstance(form, SecretsForm | ApiKeyForm) and form.field.pasted.text and form.unsent:
            self._goes_on = True
            form.keep()
        elif self._step is Step.FIRST:
            super().accept()
        else:
            self.go(Step(self._step.value + 1))

    def done(self, result: int) -> None:
        """Note that the guide need not come by itself again."""
        if not self._chosen.settings.guided:
            try:
                self._chosen.change(guided=True)
            except BadSetting as why:
                self.failed.emit(str(why))
        super().done(result)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where something is to be entered."""
        super().showEvent(event)
        self._begin()

    def _add_foot(self) -> None:
        demo = QPushButton(self.tr("Look at the demo"), self)
        demo.setAutoDefault(False)
        demo.setToolTip(
            self.tr("Open one more rivermon with a simulated ModelRiver; this one goes on")
        )
        demo.clicked.connect(self._open_demo)
        self.add_aside(demo)
        self._skip = self.add_button(self.tr("Skip the guide"), self.reject)
        self._back = self.add_button(self.tr("Back"), self._go_back)
        self._next = self.add_main(self.tr("Next"))

    def _make(self, step: Step) -> None:
        makers: dict[Step, Callable[[QWidget], QWidget]] = {
            Step.SECRET: lambda page: SecretsForm(self._operator, self._appearance, page),
            Step.KEY: lambda page: ApiKeyForm(self._operator, self._appearance, page),
            Step.WAY: self._made_way,
            Step.FIRST: self._made_first,
        }
        page = _Page(self._intro(step), makers[step], self._pages)
        if isinstance(page.form, SecretsForm | ApiKeyForm):
            page.form.kept.connect(self._on_kept)
        self._made[step], self._forms[step] = page, page.form
        self._pages.addWidget(page)
        if isinstance(page.form, TunnelForm | FirstWebhook):
            page.form.take(tuple(self._known.values()))
        tab_as_laid_out(self)
        self.draw_outlines()

    def _made_way(self, page: QWidget) -> QWidget:
        form = TunnelForm(self._chosen, self._operator, self._appearance, page, clock=self._clock)
        form.qr_asked.connect(self.qr_asked)
        return form

    def _made_first(self, page: QWidget) -> QWidget:
        form = FirstWebhook(self._operator, self._appearance, self._clock, page)
        form.qr_asked.connect(self.qr_asked)
        form.row_asked.connect(self.row_asked)
        form.secrets_asked.connect(lambda: self.go(Step.SECRET))
        form.arrived.connect(self._show_steps)
        return form

    def _intro(self, step: Step) -> str:
        match step:
            case Step.SECRET:
                return self.tr(
                    "ModelRiver signs every webhook with its secret, and rivermon takes in nothing "
                    "that is not signed. You find the secret in ModelRiver's console, in your "
                    "project's Webhooks."
                )
            case Step.KEY:
                return self.tr(
                    "With an API key of your project rivermon tells ModelRiver that content was "
                    "stored. Without one webhooks still come in, and their callbacks wait."
                )
            case Step.WAY:
                return self.tr(
                    "ModelRiver needs a public address that leads to this machine. A tunnel gives "
                    "you one; rivermon starts it, watches it, and ends it."
                )
            case Step.FIRST:
                return self.tr(
                    "Enter the webhook URL below in ModelRiver's console. From now on everything "
                    "works by itself."
                )

    def _begin(self) -> None:
        """Put the focus where something is to be entered."""
        form = self.form(self._step)
        (form.field if isinstance(form, SecretsForm | ApiKeyForm) else form).setFocus()

    @Slot()
    def _show_steps(self) -> None:
        self._steps.show_step(self._step, [step for step in Step if self.is_done(step)])
        last = self._step is Step.FIRST
        self._back.setEnabled(self._step is not Step.SECRET)
        self._skip.setVisible(not last)
        self._next.setText(self.tr("Close") if last else self.tr("Next"))

    @Slot()
    def _on_kept(self) -> None:
        self._show_steps()
        if self._goes_on:
            self._goes_on = False
            self.go(Step(self._step.value + 1))

    @Slot()
    def _stay(self) -> None:
        self._goes_on = False

    @Slot()
    def _go_back(self) -> None:
        self.go(Step(self._step.value - 1))

    @Slot()
    def _open_demo(self) -> None:
        if not start_demo():
            self.failed.emit(self.tr("The demo could not be started."))


class _Page(QScrollArea):
    """A step: what it is for, and its form, which may be longer than the page is high."""

    def __init__(
        self, intro: str, make: Callable[[QWidget], QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget(self)
        self.form = make(inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(16)
        column.addWidget(sentence(inside, intro))
        column.addWidget(self.form, 1)
        self.setWidget(inside)
