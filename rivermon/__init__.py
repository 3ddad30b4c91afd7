"""rivermon: a desktop monitor for ModelRiver's event-driven AI.

The rooms, and what may be touched in each:

core/        what a webhook says, when it is genuine, what is owed; stdlib and msgspec only
store/       the disk: tables, one writer, readers; peewee lives here and nowhere else
net/         the wire: the listener and the callback client; aiohttp lives here (and in simulator/)
ui/          the window; Qt lives here and nowhere else, qasync only in ui/qt_loop.py
desktop/     the menu entry, the icon and the start at login: plain files, and Windows' registry
simulator/   a stand-in for ModelRiver over real HTTP: signs, sends, retries, takes callbacks
settings.py  what the operator chose: flags, environment, settings file, defaults, keyring
chosen.py    the same while rivermon runs: changed in the window, kept in the settings file
safe.py      the secrets while rivermon runs: entered in the window, kept in the keyring
system_keyring.py  the keyring itself: foreign code, whose every failure becomes words
following.py  has the house follow what changes in both of these, without a restart
log.py       logging, with one filter that keeps secrets out
public_way.py  how ModelRiver reaches this machine: the tunnel's program, and pings through it
stored.py    opens the database: to own it, or to look on while another rivermon does
packaged.py  whether this is the packaged app, and how this very rivermon is started once more
own_resources.py  finds the icons, themes and translations: beside the package, in it, in the app
stopping.py  has the system's signals end rivermon
app.py       knows every room and builds the house: birth in reading order, death in reverse
controls/    what the operator can do: from a window that listens, and from one that only watches
moving_in.py  builds a window: with the house behind it, or one that only looks on
window.py    opens it and ends it; both apart from app.py, so that the house stands without Qt
self_test/   one webhook all the way, in the window, to prove that this rivermon works here
cli/         the commands
"""

__version__ = "0.1.0"
