"""All keys and what each does, in groups, as the list of keys shows them.

What is done with rows comes from the list of acts. Does nothing when a key is pressed: the parts
of the window do, and this tells of them.
"""

from rivermon.ui.row_acts import ENTRIES
from rivermon.ui.translation import QT_TRANSLATE_NOOP, translate

Keys = tuple[str, ...]
"""Keys of which any one does it; "+" joins what is held down together."""
Group = tuple[str, tuple[tuple[Keys, str], ...]]

_VIEWS: Group = (
    QT_TRANSLATE_NOOP("KeyList", "Views"),
    (
        (("Ctrl+1",), QT_TRANSLATE_NOOP("KeyList", "Records")),
        (("Ctrl+2",), QT_TRANSLATE_NOOP("KeyList", "Deliveries")),
        (("Ctrl+3",), QT_TRANSLATE_NOOP("KeyList", "Callbacks")),
        (("Ctrl+4",), QT_TRANSLATE_NOOP("KeyList", "Health")),
    ),
)
_FIND: Group = (
    QT_TRANSLATE_NOOP("KeyList", "Find"),
    (
        (("Ctrl+F",), QT_TRANSLATE_NOOP("KeyList", "Go to the filter")),
        (("Down",), QT_TRANSLATE_NOOP("KeyList", "From the filter to the table")),
        (("Ctrl+Space", "Alt+Down"), QT_TRANSLATE_NOOP("KeyList", "What can be typed here")),
        (("E",), QT_TRANSLATE_NOOP("KeyList", "Next failure")),
        (("Shift+E",), QT_TRANSLATE_NOOP("KeyList", "Previous failure")),
    ),
)
_WINDOW: Group = (
    QT_TRANSLATE_NOOP("KeyList", "Window"),
    (
        (("Ctrl+T",), QT_TRANSLATE_NOOP("KeyList", "Send a test webhook")),
        (("Ctrl+Shift+T",), QT_TRANSLATE_NOOP("KeyList", "Choose the test webhook")),
        (("Ctrl+L",), QT_TRANSLATE_NOOP("KeyList", "Public address")),
        (("Ctrl+,",), QT_TRANSLATE_NOOP("KeyList", "Settings")),
        (("F10", "Alt+M"), QT_TRANSLATE_NOOP("KeyList", "Menu")),
        (("Ctrl++", "Ctrl+="), QT_TRANSLATE_NOOP("KeyList", "Larger text")),
        (("Ctrl+-",), QT_TRANSLATE_NOOP("KeyList", "Smaller text")),
        (("Ctrl+0",), QT_TRANSLATE_NOOP("KeyList", "Usual text size")),
        (("F1",), QT_TRANSLATE_NOOP("KeyList", "This list")),
        (("Ctrl+W",), QT_TRANSLATE_NOOP("KeyList", "Close the window")),
        (("Ctrl+Q",), QT_TRANSLATE_NOOP("KeyList", "Quit")),
    ),
)
_TABLE: Group = (
    QT_TRANSLATE_NOOP("KeyList", "Table"),
    (
        (("Up", "K"), QT_TRANSLATE_NOOP("KeyList", "One row up")),
        (("Down", "J"), QT_TRANSLATE_NOOP("KeyList", "One row down")),
        (("Page Up", "Page Down"), QT_TRANSLATE_NOOP("KeyList", "A page up or down")),
        (("Home",), QT_TRANSLATE_NOOP("KeyList", "First row")),
        (("End",), QT_TRANSLATE_NOOP("KeyList", "Follow the newest")),
        (("Shift+Up", "Shift+Down"), QT_TRANSLATE_NOOP("KeyList", "Select one more")),
        (("Ctrl+A",), QT_TRANSLATE_NOOP("KeyList", "Select all")),
        (("Ctrl+Space",), QT_TRANSLATE_NOOP("KeyList", "Add a row, or leave it out")),
        (("Menu", "Shift+F10"), QT_TRANSLATE_NOOP("KeyList", "What can be done with the rows")),
        (("Left", "Right"), QT_TRANSLATE_NOOP("KeyList", "The details' tabs")),
        (
            ("Ctrl+Shift+P",),
            QT_TRANSLATE_NOOP("KeyList", "Pause the view, not the storing"),
        ),
        (("A",), QT_TRANSLATE_NOOP("KeyList", "Allow the host of a held callback")),
        (("Esc",), QT_TRANSLATE_NOOP("KeyList", "Step back")),
    ),
)
_DETAILS: Group = (
    QT_TRANSLATE_NOOP("KeyList", "Details"),
    (
        (("/",), QT_TRANSLATE_NOOP("KeyList", "Find in the payload")),
        (("Ctrl+C",), QT_TRANSLATE_NOOP("KeyList", "Copy the payload's value")),
        (("Ctrl+Shift+C",), QT_TRANSLATE_NOOP("KeyList", "Copy the path to it")),
        (
            ("Ctrl+Return",),
            QT_TRANSLATE_NOOP("KeyList", "Approve what is edited; keep a note"),
        ),
    ),
)
_ROWS = QT_TRANSLATE_NOOP("KeyList", "Selected rows")
# Letters and figures are the same in every language; these are not.
_NAMES = (
    QT_TRANSLATE_NOOP("KeyList", "Ctrl"),
    QT_TRANSLATE_NOOP("KeyList", "Shift"),
    QT_TRANSLATE_NOOP("KeyList", "Alt"),
    QT_TRANSLATE_NOOP("KeyList", "Esc"),
    QT_TRANSLATE_NOOP("KeyList", "Home"),
    QT_TRANSLATE_NOOP("KeyList", "End"),
    QT_TRANSLATE_NOOP("KeyList", "Del"),
    QT_TRANSLATE_NOOP("KeyList", "Menu"),
    QT_TRANSLATE_NOOP("KeyList", "Space"),
    QT_TRANSLATE_NOOP("KeyList", "Return"),
    QT_TRANSLATE_NOOP("KeyList", "Page Up"),
    QT_TRANSLATE_NOOP("KeyList", "Page Down"),
    QT_TRANSLATE_NOOP("KeyList", "Up"),
    QT_TRANSLATE_NOOP("KeyList", "Down"),
    QT_TRANSLATE_NOOP("KeyList", "Left"),
    QT_TRANSLATE_NOOP("KeyList", "Right"),
)


def key_groups() -> tuple[tuple[Group, ...], ...]:
    """The groups in columns, from left to right, in the language that is on."""
    columns = ((_VIEWS, _FIND, _WINDOW), (_TABLE,))
    told = tuple(tuple(_told(group) for group in column) for column in columns)
    rows = tuple(((entry.keys,), entry.whole_text()) for entry in ENTRIES)
    return (*told, ((translate("KeyList", _ROWS), rows), _told(_DETAILS)))


def key_name(key: str) -> str:
    """What a key is called in the language that is on."""
    return translate("KeyList", key)


def held_together(keys: str) -> list[str]:
    """The keys that are held down together."""
    if keys.endswith("++"):
        return [*keys.removesuffix("++").split("+"), "+"]
    return keys.split("+")


def _told(group: Group) -> Group:
    title, lines = group
    told = tuple((keys, translate("KeyList", words)) for keys, words in lines)
    return translate("KeyList", title), told
