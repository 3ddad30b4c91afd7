"""The desktop entries of rivermon: the one in the menu, and the one that starts it at login.

Each says that rivermon made it, so that nobody else's is touched. Does not know where they are.
"""

from collections.abc import Sequence

from rivermon.desktop.entry_format import MAIN_GROUP, command_line, entry_text, main_keys

FILE_NAME = "rivermon.desktop"

_MADE_BY_RIVERMON = "X-Rivermon"
_ICONS = "X-Rivermon-Icons"
_YES, _NO = frozenset({"true", "1"}), frozenset({"false", "0"})
_WHAT = {
    "Type": "Application",
    "Name": "rivermon",
    "GenericName": "Webhook Monitor",
    "GenericName[zh_CN]": "Webhook 监视器",
    "Comment": "Watch ModelRiver's webhooks arrive, verified, stored and called back",
    "Comment[zh_CN]": "接收、验证、保存 ModelRiver 的 Webhook 并回调",
    "Icon": "rivermon",
}
_MENU = {
    "Terminal": "false",
    "Categories": "Development;Network;Monitor;",
    "Keywords": "ModelRiver;webhook;callback;AI;",
    "Keywords[zh_CN]": "ModelRiver;Webhook;回调;人工智能;",
    "StartupNotify": "true",
    # Qt gives the window this class where there is no Wayland to name the entry itself.
    "StartupWMClass": "rivermon",
}
_ACTIONS = {
    "watch": ("--watch", "Only Watch", "只用于观察"),
    "demo": ("--demo", "Look at the Demo", "查看演示"),
}


def menu_entry(words: Sequence[str], icons: Sequence[str]) -> str:
    """What the menu shows and starts.

    Args:
        words: the program and the arguments before its own.
        icons: marks of the icons that were put in place with it.

    Raises:
        NotForAnEntry: the program's path has characters that no entry can hold.
    """
    actions = {
        f"Desktop Action {name}": {
            "Name": english,
            "Name[zh_CN]": chinese,
            "Exec": command_line([*words, flag]),
        }
        for name, (flag, english, chinese) in _ACTIONS.items()
    }
    main = {
        **_WHAT,
        **_command(words),
        **_MENU,
        "Actions": "".join(f"{name};" for name in _ACTIONS),
        _MADE_BY_RIVERMON: "true",
        _ICONS: "".join(f"{mark};" for mark in icons),
    }
    return entry_text({MAIN_GROUP: main, **actions})


def login_entry(words: Sequence[str]) -> str:
    """What a desktop starts at login; `words` are the program and all its arguments.

    Raises:
        NotForAnEntry: the program's path has characters that no entry can hold.
    """
    main = {
        **_WHAT,
        **_command(words),
        "Terminal": "false",
        "X-GNOME-Autostart-enabled": "true",
        _MADE_BY_RIVERMON: "true",
    }
    return entry_text({MAIN_GROUP: main})


def made_by_rivermon(text: str) -> bool:
    """True for an entry that one of these functions wrote, whatever was changed in it since."""
    return main_keys(text).get(_MADE_BY_RIVERMON) == "true"


def icons_of(text: str) -> tuple[str, ...]:
    """The marks of the icons that were put in place with an entry."""
    return tuple(mark for mark in main_keys(text).get(_ICONS, "").split(";") if mark)


def switched_off(text: str) -> bool:
    """True where the user has taken an entry out in the desktop's own settings.

    Desktops write Hidden, or a key of their own that GNOME began with
    (https://specifications.freedesktop.org/autostart-spec/latest/).
    """
    keys = main_keys(text)
    if keys.get("Hidden", "").lower() in _YES:
        return True
    return any(
        value.lower() in _NO
        for key, value in keys.items()
        if key.startswith("X-") and key.endswith("-Autostart-enabled")
    )


def _command(words: Sequence[str]) -> dict[str, str]:
    # Once the program is gone, a desktop shows and starts nothing.
    return {"TryExec": words[0], "Exec": command_line(words)}
