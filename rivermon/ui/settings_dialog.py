"""The settings, a page for each kind: every change takes effect at once, or says what it restarts.

Blocks nothing. Changes nothing itself: its pages do.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rivermon.chosen import Chosen
from rivermon.core.feed import Fact, Listening, PublicWayChanged, SecretsChanged
from rivermon.core.ports import Clock, Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.approval_rules import ApprovalRules
from rivermon.ui.operator import Operator
from rivermon.ui.page_stack import PageStack
from rivermon.ui.settings_connection_page import ConnectionPage
from rivermon.ui.settings_data_page import DataPage
from rivermon.ui.settings_hosts_page import HostsPage
from rivermon.ui.settings_look_page import LookPage
from rivermon.ui.settings_notices_page import NoticesPage
from rivermon.ui.settings_pages import OF_ONLOOKERS, Page
from rivermon.ui.settings_public_page import PublicPage
from rivermon.ui.settings_retention_page import RetentionPage
from rivermon.ui.settings_secrets_page import SecretsPage
from rivermon.ui.sheet import Sheet
from rivermon.ui.tab_order import tab_as_laid_out

_COLUMNS = 124
_LIST_EDGE = 32
_PAGE_HEIGHT = 540


class SettingsDialog(Sheet):
    """A list of pages, and beside it the page; a page is made when it is first shown."""

    qr_asked = Signal(str)
    """A QR code of this URL is to be shown."""

    def __init__(
        self,
        *,
        chosen: Chosen,
        operator: Operator,
        ledger: Ledger,
        tasks: OwnedTasks,
        clock: Clock,
        appearance: Appearance,
        parent: QWidget | None = None,
        watching: bool = False,
    ) -> None:
        """Show the first page.

        Args:
            chosen: the settings.
            operator: does what is more than a setting.
            ledger: asked for events, and for what would be deleted.
            tasks: own the questions.
            clock: the time.
            appearance: fonts, icons and colours.
            parent: the window that it lies above.
            watching: True where another rivermon listens: what only that can change is left out.
        """
        super().__init__(parent, columns=_COLUMNS)
        self.entitle(self.tr("Settings"))
        self._chosen = chosen
        self._operator = operator
        self._ledger = ledger
        self._tasks = tasks
        self._clock = clock
        self._appearance = appearance
        self._known: dict[type, Fact] = {}
        self._names = OF_ONLOOKERS if watching else tuple(Page)
        self._made: dict[Page, QWidget] = {}
        self._lay_out()
        self.add_cancel(self.tr("Close"))
        self.show_page(self._names[0])

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._names[max(0, self.list.currentRow())]

    @property
    def settled(self) -> bool:
        """True when nothing is typed that does not count yet."""
        return not any(getattr(content, "unsent", False) for content in self._made.values())

    @property
    def field(self) -> int | None:
        """Which field of the page has the focus, counted from 0; None while none of them has."""
        fields = self._fields()
        focused = self.focusWidget()
        return fields.index(focused) if focused in fields else None

    def go_to(self, field: int) -> None:
        """Put the focus in a field of the page, as `field` counted it."""
        fields = self._fields()
        if field < len(fields):
            self.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # its outline tells of it
            fields[field].setFocus()
            self._frames[self.page].ensureWidgetVisible(fields[field])

    def content(self, page: Page) -> QWidget:
        """What a page asks with; it is made when it is first wanted."""
        if page not in self._made:
            self._make(page)
        return self._made[page]

    def show_page(self, page: Page) -> None:
        """Show a page, if there is such a one here."""
        if page in self._names:
            self.list.setCurrentRow(self._names.index(page))

    def take(self, facts: Sequence[Fact]) -> None:
        """Hand facts on to the pages; one that is made later hears where things stand."""
        self._known |= {type(f): f for f in facts if isinstance(f, Listening | PublicWayChanged)}
        for content in self._made.values():
            if isinstance(content, PublicPage):
                content.take(facts)
            elif isinstance(content, SecretsPage) and _secrets_changed(facts):
                content.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the list: the arrows go through the pages, Tab goes into one."""
        super().showEvent(event)
        self.list.setFocus()

    def _fields(self) -> Sequence[QWidget]:
        fields = self.content(self.page).findChildren(QWidget)
        return [each for each in fields if each.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def _lay_out(self) -> None:
        self.list = QListWidget(self)
        self.list.setObjectName("pages")
        self.list.setAccessibleName(self.tr("Pages"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTabKeyNavigation(False)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.addItems([self._title(page) for page in self._names])
        self.list.ensurePolished()
        edge = self._appearance.px(_LIST_EDGE)
        self.list.setFixedWidth(self.list.sizeHintForColumn(0) + edge)
        self._pages = PageStack(self._appearance.px(_PAGE_HEIGHT), self)
        self._frames = {page: QScrollArea(self._pages) for page in self._names}
        for frame in self._frames.values():
            frame.setFrameShape(QFrame.Shape.NoFrame)
            frame.setWidgetResizable(True)
            frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._pages.addWidget(frame)
        beside = QHBoxLayout()
        beside.setSpacing(24)
        beside.addWidget(self.list)
        beside.addWidget(self._pages, 1)
        self.body.addLayout(beside, 1)
        self.list.currentRowChanged.connect(self._on_row)

    def _title(self, page: Page) -> str:
        return {
            Page.CONNECTION: self.tr("Connection"),
            Page.PUBLIC: self.tr("Public address"),
            Page.SECRETS: self.tr("Secrets"),
            Page.HOSTS: self.tr("Callback hosts"),
            Page.APPROVAL: self.tr("Approval rules"),
            Page.RETENTION: self.tr("Retention"),
            Page.NOTICES: self.tr("Notifications"),
            Page.LOOK: self.tr("Appearance"),
            Page.DATA: self.tr("Data"),
        }[page]

    def _make(self, page: Page) -> None:
        inside = QWidget(self._frames[page])
        made = self._makers()[page](inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.addWidget(made)
        self._made[page] = made
        self._frames[page].setWidget(inside)
        if isinstance(made, PublicPage):
            made.qr_asked.connect(self.qr_asked)
            made.take(tuple(self._known.values()))
        tab_as_laid_out(self)
        self.draw_outlines()

    def _makers(self) -> dict[Page, Callable[[QWidget], QWidget]]:
        chosen, operator, look = self._chosen, self._operator, self._appearance
        ledger, tasks, clock = self._ledger, self._tasks, self._clock
        return {
            Page.CONNECTION: lambda page: ConnectionPage(chosen, operator, look, page),
            Page.PUBLIC: lambda page: PublicPage(chosen, operator, clock, look, page),
            Page.SECRETS: lambda page: SecretsPage(operator, look, page),
            Page.HOSTS: lambda page: HostsPage(chosen, look, page),
            Page.APPROVAL: lambda page: ApprovalRules(chosen, ledger, tasks, look, page),
            Page.RETENTION: lambda page: RetentionPage(chosen, ledger, tasks, clock, look, page),
            Page.NOTICES: lambda page: NoticesPage(chosen, operator, page),
            Page.LOOK: lambda page: LookPage(chosen, page),
            Page.DATA: lambda page: DataPage(chosen, operator, clock, look, page),
        }

    @Slot(int)
    def _on_row(self, row: int) -> None:
        page = self._names[max(0, row)]
        self.content(page)
        self._pages.setCurrentWidget(self._frames[page])


def _secrets_changed(facts: Sequence[Fact]) -> bool:
    return any(isinstance(fact, SecretsChanged) for fact in facts)
