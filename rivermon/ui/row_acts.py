"""What can be done with the rows of a table: each act's words, keys, icon and place in the menu.

The one list of them: the menu, the keys and the list of keys are made from it. Does nothing itself.
"""

from enum import StrEnum

import msgspec

from rivermon.ui.assets import Icon
from rivermon.ui.translation import QT_TRANSLATE_NOOP, translate


class RowAct(StrEnum):
    """What can be done; the value is its name in tests and logs."""

    SEND_AGAIN = "send again"
    SEND_ALL_AGAIN = "send all again"
    APPROVE = "approve"
    REJECT = "reject"
    HOLD = "hold the event"
    PIN = "pin"
    NOTE = "note"
    COMPARE = "compare"
    REPLAY = "replay"
    COPY_ROW = "copy row"
    COPY_JSON = "copy json"
    COPY_CURL = "copy curl"
    COPY_SIGNED = "copy curl with its signature"
    EXPORT = "export"
    DELETE = "delete"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """How one act is offered. `words` and `help` are to be translated in the context "RowActs".

    `keys` is a portable key sequence. With `in_table` it acts only while a table has the focus,
    for elsewhere the same keys belong to text. `copies` puts it in the menu's part for copying,
    outside of which it is called by its `whole_words`. `parted` draws a line above it. `undo` are
    the words while the act would undo what it did before.
    """

    act: RowAct
    words: str
    help: str
    keys: str
    icon: Icon
    in_table: bool = False
    copies: bool = False
    whole_words: str = ""
    parted: bool = False
    undo: str = ""

    def text(self, *, done: bool = False) -> str:
        """The words in the language that is on; `done` says that it would be undone."""
        return translate("RowActs", self.undo if done and self.undo else self.words)

    def whole_text(self) -> str:
        """The words where nothing around them says what it is about."""
        return translate("RowActs", self.whole_words or self.words)

    def about(self) -> str:
        """What it does, in the language that is on."""
        return translate("RowActs", self.help)


ENTRIES: tuple[Entry, ...] = (
    Entry(
        act=RowAct.SEND_AGAIN,
        words=QT_TRANSLATE_NOOP("RowActs", "Send again"),
        help=QT_TRANSLATE_NOOP("RowActs", "Send the callback to ModelRiver once more"),
        keys="Ctrl+R",
        icon=Icon.CIRCLING,
    ),
    Entry(
        act=RowAct.SEND_ALL_AGAIN,
        words=QT_TRANSLATE_NOOP("RowActs", "Send all matches again…"),
        help=QT_TRANSLATE_NOOP(
            "RowActs", "Send the callbacks of all rows that the filter finds once more"
        ),
        keys="Ctrl+Shift+R",
        icon=Icon.SEND,
    ),
    Entry(
        act=RowAct.APPROVE,
        words=QT_TRANSLATE_NOOP("RowActs", "Approve…"),
        help=QT_TRANSLATE_NOOP("RowActs", "Let a callback go that waits for approval"),
        keys="Ctrl+Shift+A",
        icon=Icon.CHECK,
        parted=True,
    ),
    Entry(
        act=RowAct.REJECT,
        words=QT_TRANSLATE_NOOP("RowActs", "Reject…"),
        help=QT_TRANSLATE_NOOP("RowActs", "Tell ModelRiver that there will be no content, and why"),
        keys="Ctrl+Shift+X",
        icon=Icon.CROSS,
    ),
    Entry(
        act=RowAct.HOLD,
        words=QT_TRANSLATE_NOOP("RowActs", "Hold this event for approval"),
        undo=QT_TRANSLATE_NOOP("RowActs", "Let this event pass without approval"),
        help=QT_TRANSLATE_NOOP(
            "RowActs", "Whether content of this event waits for you from now on"
        ),
        keys="Ctrl+Shift+H",
        icon=Icon.HAND,
    ),
    Entry(
        act=RowAct.PIN,
        words=QT_TRANSLATE_NOOP("RowActs", "Pin"),
        undo=QT_TRANSLATE_NOOP("RowActs", "Unpin"),
        help=QT_TRANSLATE_NOOP("RowActs", "Keep it, however old it gets"),
        keys="Ctrl+P",
        icon=Icon.PIN,
        parted=True,
    ),
    Entry(
        act=RowAct.NOTE,
        words=QT_TRANSLATE_NOOP("RowActs", "Note…"),
        help=QT_TRANSLATE_NOOP("RowActs", "Write a note on the record"),
        keys="Ctrl+M",
        icon=Icon.NOTE,
    ),
    Entry(
        act=RowAct.COMPARE,
        words=QT_TRANSLATE_NOOP("RowActs", "Compare"),
        help=QT_TRANSLATE_NOOP("RowActs", "Show how two rows differ: these, or this and the next"),
        keys="Ctrl+D",
        icon=Icon.COMPARE,
    ),
    Entry(
        act=RowAct.REPLAY,
        words=QT_TRANSLATE_NOOP("RowActs", "Replay the delivery"),
        help=QT_TRANSLATE_NOOP(
            "RowActs", "Take the stored delivery in once more, as if it had just come"
        ),
        keys="Ctrl+Y",
        icon=Icon.REPLAY,
    ),
    Entry(
        act=RowAct.COPY_ROW,
        words=QT_TRANSLATE_NOOP("RowActs", "As row"),
        whole_words=QT_TRANSLATE_NOOP("RowActs", "Copy as row"),
        help=QT_TRANSLATE_NOOP("RowActs", "Copy the cells, with tabs between them"),
        keys="Ctrl+C",
        icon=Icon.COPY,
        in_table=True,
        copies=True,
        parted=True,
    ),
    Entry(
        act=RowAct.COPY_JSON,
        words=QT_TRANSLATE_NOOP("RowActs", "As JSON"),
        whole_words=QT_TRANSLATE_NOOP("RowActs", "Copy as JSON"),
        help=QT_TRANSLATE_NOOP("RowActs", "Copy all there is about the rows as JSON"),
        keys="Ctrl+Shift+J",
        icon=Icon.COPY,
        copies=True,
    ),
    Entry(
        act=RowAct.COPY_CURL,
        words=QT_TRANSLATE_NOOP("RowActs", "As curl command"),
        whole_words=QT_TRANSLATE_NOOP("RowActs", "Copy as curl command"),
        help=QT_TRANSLATE_NOOP("RowActs", "Copy a command line that sends the same request"),
        keys="Ctrl+Shift+L",
        icon=Icon.COPY,
        copies=True,
    ),
    Entry(
        act=RowAct.COPY_SIGNED,
        words=QT_TRANSLATE_NOOP("RowActs", "As curl command with signature"),
        whole_words=QT_TRANSLATE_NOOP("RowActs", "Copy as curl command with signature"),
        help=QT_TRANSLATE_NOOP(
            "RowActs", "Leave signature and credentials in: whoever has them can send it again"
        ),
        keys="Ctrl+Shift+S",
        icon=Icon.COPY,
        copies=True,
    ),
    Entry(
        act=RowAct.EXPORT,
        words=QT_TRANSLATE_NOOP("RowActs", "Export…"),
        help=QT_TRANSLATE_NOOP("RowActs", "Write rows into a file"),
        keys="Ctrl+E",
        icon=Icon.EXPORT,
    ),
    Entry(
        act=RowAct.DELETE,
        words=QT_TRANSLATE_NOOP("RowActs", "Delete…"),
        help=QT_TRANSLATE_NOOP("RowActs", "Delete the rows and what belongs to them"),
        keys="Del",
        icon=Icon.TRASH,
        in_table=True,
        parted=True,
    ),
)

COPY = QT_TRANSLATE_NOOP("RowActs", "Copy")
