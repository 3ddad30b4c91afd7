"""Has Tab go through widgets as the eye does: as they are laid out, whatever was made first.

Does not know what they are. Who adds widgets later calls it again for the part that they are in.
"""

import itertools
from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QWidget,
)

from rivermon.ui.wrapped_row import WrappedRow


def tab_as_laid_out(root: QWidget) -> None:
    """Put all that Tab reaches inside `root` into the order of the layouts."""
    stops = [widget for widget in _in_order(root, set()) if _is_stop(widget)]
    for one, other in itertools.pairwise(stops):
        QWidget.setTabOrder(one, other)


def _is_stop(widget: QWidget) -> bool:
    """True also for one that hands the focus on to a part of it: Tab comes to it first.

    Qt would skip what stood between the two.
    """
    proxy = widget.focusProxy()
    if proxy is not None:
        return widget.isAncestorOf(proxy)
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _in_order(widget: QWidget, seen: set[QWidget]) -> Iterator[QWidget]:
    """The widget and all inside it; what no layout holds comes last."""
    seen.add(widget)
    yield widget
    loose = (child for child in widget.children() if isinstance(child, QWidget))
    for child in itertools.chain(_laid_out(widget), loose):
        if child is not None and child not in seen and not child.isWindow():
            yield from _in_order(child, seen)


def _laid_out(widget: QWidget) -> Iterator[QWidget | None]:
    match widget:
        case QTabWidget():
            yield widget.tabBar()
            yield from (widget.widget(at) for at in range(widget.count()))
        case QSplitter():
            yield from (widget.widget(at) for at in range(widget.count()))
        case QScrollArea():
            yield widget.widget()
        case WrappedRow():
            yield from widget.widgets
        case _ if (layout := widget.layout()) is not None:
            yield from _of_layout(layout, widget)


def _of_layout(layout: QLayout, owner: QWidget) -> Iterator[QWidget]:
    for part in sorted(_parts(layout, owner), key=lambda part: _place(layout, part)):
        if isinstance(part, QLayout):
            yield from _of_layout(part, owner)
        else:
            yield part


def _parts(layout: QLayout, owner: QWidget) -> Iterator[QWidget | QLayout]:
    """The widgets and layouts that stand in `layout` itself.

    Its items are not asked for them: PySide keeps an object for each item that it has shown, also
    after Qt has deleted the item, and takes it for whatever comes to stand at that address. Once
    in four runs of a window's life that ended the program.
    """
    for child in itertools.chain(owner.children(), layout.children()):
        if isinstance(child, QWidget | QLayout) and layout.indexOf(child) >= 0:
            yield child


def _place(layout: QLayout, part: QWidget | QLayout) -> tuple[int, ...]:
    """Where something stands; a grid may have been filled in any order."""
    at = layout.indexOf(part)
    if not isinstance(layout, QGridLayout):
        return (at,)
    row, column, *_ = cast("tuple[int, int, int, int]", layout.getItemPosition(at))
    return row, column
