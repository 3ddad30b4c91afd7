"""Makes the pages of the three views.

Knows which columns belong to which view, and what each view is called.
"""

from PySide6.QtWidgets import QWidget

from rivermon.core.listing import View
from rivermon.core.ports import Clock, Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.callback_columns import callback_columns
from rivermon.ui.delivery_columns import delivery_columns
from rivermon.ui.record_columns import record_columns
from rivermon.ui.translation import translate
from rivermon.ui.view_page import ViewPage


def make_pages(
    appearance: Appearance, ledger: Ledger, clock: Clock, tasks: OwnedTasks, parent: QWidget
) -> list[ViewPage]:
    """A page for each view, in the order of the rail; all of them asleep."""
    made = (
        (View.RECORDS, translate("Pages", "Records"), record_columns(clock)),
        (View.DELIVERIES, translate("Pages", "Deliveries"), delivery_columns(clock)),
        (View.CALLBACKS, translate("Pages", "Callbacks"), callback_columns(clock)),
    )
    return [
        ViewPage(
            view,
            name,
            columns,
            appearance=appearance,
            ledger=ledger,
            clock=clock,
            tasks=tasks,
            parent=parent,
        )
        for view, name, columns in made
    ]
