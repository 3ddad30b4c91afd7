"""Where settings and secrets come from, and what is said of those that cannot be."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rivermon.core.approval import ApprovalRules, Undecided
from rivermon.core.notice import NoticeKind
from rivermon.core.retention import Retention
from rivermon.core.tunnel import TunnelKind
from rivermon.setting_values import BadSetting
from rivermon.settings import Secrets, Settings, load, read_secrets, settings_file

CANARY = "whsec_canary"


def _written(tmp_path: Path, text: str) -> dict[str, str]:
    file = tmp_path / "settings.toml"
    file.write_text(text, "utf-8")
    return {"RIVERMON_SETTINGS": str(file)}


@pytest.fixture
def nothing(tmp_path: Path) -> dict[str, str]:
    return _written(tmp_path, "")


def test_the_defaults(nothing: dict[str, str]) -> None:
    settings = load({}, nothing)
    assert settings == Settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 8765)
    assert settings.callback_hosts == ("api.modelriver.com",)
    assert (settings.max_body, settings.max_age_s, settings.path) == (5 * 1024 * 1024, 0.0, None)
    assert settings.database.name == "rivermon.db"


def test_by_default_nothing_waits_and_everything_is_kept_and_told(nothing: dict[str, str]) -> None:
    settings = load({}, nothing)
    assert settings.approval == ApprovalRules(frozenset(), Undecided.LAPSE)
    assert settings.retention.keeps_all
    assert settings.notify == tuple(NoticeKind)


def test_what_waits_and_what_is_kept_are_read_as_rules(nothing: dict[str, str]) -> None:
    flags = {"hold_events": "new_chat", "undecided": "send", "keep_days": 1.5, "keep_mb": 2}
    settings = load(flags, nothing)
    assert settings.approval.holds("new_chat")
    assert not settings.approval.holds("travel_guide")
    assert not settings.approval.holds(None)
    assert settings.approval.undecided is Undecided.SEND
    assert settings.retention == Retention(timedelta(hours=36), 2 * 1024 * 1024)


CHOICES: list[tuple[str, str, str, Any, str, Any, Any, Any]] = [
    # name, variable, in the file, read so, in the environment, read so, as a flag, read so
    ("db", "RIVERMON_DB", '"/f.db"', "/f.db", "/e.db", "/e.db", "/o.db", "/o.db"),
    ("host", "RIVERMON_HOST", '"::1"', "::1", "0.0.0.0", "0.0.0.0", "localhost", "localhost"),
    ("port", "RIVERMON_PORT", "1", 1, "2", 2, "65535", 65535),
    (
        "callback_hosts",
        "RIVERMON_CALLBACK_HOSTS",
        '["f.example", "g.example:8443"]',
        ("f.example", "g.example:8443"),
        "e.example",
        ("e.example",),
        "o.example",
        ("o.example",),
    ),
    ("path", "RIVERMON_PATH", '"/f"', "/f", "/e", "/e", "/o", "/o"),
    ("max_body", "RIVERMON_MAX_BODY", "1000", 1000, "2000", 2000, "3000", 3000),
    ("max_age_s", "RIVERMON_MAX_AGE_S", "1.5", 1.5, "300", 300.0, 0, 0.0),
    ("theme", "RIVERMON_THEME", '"light"', "light", "dark", "dark", "system", "system"),
    ("language", "RIVERMON_LANGUAGE", '"en"', "en", "zh_CN", "zh_CN", "system", "system"),
    ("text_size", "RIVERMON_TEXT_SIZE", "120", 120, "80", 80, "200", 200),
    (
        "hold_events",
        "RIVERMON_HOLD_EVENTS",
        '["new_chat", "support_reply"]',
        ("new_chat", "support_reply"),
        "new_chat, new_chat ,",
        ("new_chat",),
        "travel_guide",
        ("travel_guide",),
    ),
    (
        "undecided",
        "RIVERMON_UNDECIDED",
        '"send"',
        Undecided.SEND,
        "reject",
        Undecided.REJECT,
        "timeout",
        Undecided.LAPSE,
    ),
    ("keep_days", "RIVERMON_KEEP_DAYS", "0.5", 0.5, "30", 30.0, "0", 0.0),
    ("keep_mb", "RIVERMON_KEEP_MB", "500", 500, "1", 1, "0", 0),
    (
        "notify",
        "RIVERMON_NOTIFY",
        "[]",
        (),
        "silence, store",
        ("silence", "store"),
        "none",
        (),
    ),
    ("close_to_tray", "RIVERMON_CLOSE_TO_TRAY", "false", False, "yes", True, "0", False),
    ("start_at_login", "RIVERMON_START_AT_LOGIN", "true", True, "no", False, "1", True),
    (
        "tunnel",
        "RIVERMON_TUNNEL",
        '"ssh"',
        TunnelKind.SSH,
        "url",
        TunnelKind.URL,
        "off",
        TunnelKind.OFF,
    ),
    ("tunnel_command", "RIVERMON_TUNNEL_COMMAND", '"a {port}"', "a {port}", "b", "b", " c ", "c"),
    (
        "tunnel_pattern",
        "RIVERMON_TUNNEL_PATTERN",
        "'https://\\S+'",
        r"https://\S+",
        "b",
        "b",
        "c",
        "c",
    ),
    (
        "public_url",
        "RIVERMON_PUBLIC_URL",
        '"https://f.example"',
        "https://f.example",
        "https://e.example/hooks/",
        "https://e.example/hooks",
        "http://127.0.0.1:9000",
        "http://127.0.0.1:9000",
    ),
    ("guided", "RIVERMON_GUIDED", "true", True, "no", False, "yes", True),
]


@pytest.mark.parametrize("choice", CHOICES, ids=[choice[0] for choice in CHOICES])
def test_flags_beat_the_environment_that_the_file_that_the_defaults(
    choice: tuple[str, str, str, Any, str, Any, Any, Any], tmp_path: Path
) -> None:
    name, variable, in_file, from_file, in_environment, from_environment, flag, from_flag = choice
    file = _written(tmp_path, f"{name} = {in_file}")
    both = file | {variable: in_environment}

    def chosen(flags: Mapping[str, Any], environment: Mapping[str, str]) -> Any:
        return getattr(load(flags, environment), name)

    assert chosen({}, file) == from_file
    assert chosen({}, both) == from_environment
    assert chosen({name: flag}, both) == from_flag
    assert chosen({name: None}, both) == from_environment
    assert chosen({}, file | {variable: ""}) == from_file


def test_every_setting_has_a_precedence_test() -> None:
    assert [choice[0] for choice in CHOICES] == list(Settings.__struct_fields__)


WRONG = [
    ("port", "RIVERMON_PORT", ["abc", "-1", "65536", "1.5", "1_000", "0x50"], "from 0 to 65535"),
    ("max_body", "RIVERMON_MAX_BODY", ["5MB", "-1", "1e6"], "a whole number from 0 or more"),
    ("max_age_s", "RIVERMON_MAX_AGE_S", ["soon", "-1", "nan", "inf"], "a number of seconds"),
    ("path", "RIVERMON_PATH", ["webhook", "https://x/y"], "begins with /"),
    ("theme", "RIVERMON_THEME", ["pink", "Dark"], "one of system, light, dark"),
    ("language", "RIVERMON_LANGUAGE", ["zh", "English"], "one of system, en, zh_CN"),
    ("text_size", "RIVERMON_TEXT_SIZE", ["79", "201", "big", "1e2"], "percent from 80 to 200"),
    ("undecided", "RIVERMON_UNDECIDED", ["lapse", "Send"], "one of send, reject, timeout"),
    ("keep_days", "RIVERMON_KEEP_DAYS", ["-1", "nan", "36501", "1e300"], "a number of days"),
    ("keep_mb", "RIVERMON_KEEP_MB", ["-1", "1.5", "1000000001"], "a whole number from 0 to"),
    ("notify", "RIVERMON_NOTIFY", ["everything", "store,mail"], "none, or some of callbacks, "),
    ("close_to_tray", "RIVERMON_CLOSE_TO_TRAY", ["maybe", "2"], "true or false"),
    ("start_at_login", "RIVERMON_START_AT_LOGIN", ["on", "login"], "true or false"),
    (
        "callback_hosts",
        "RIVERMON_CALLBACK_HOSTS",
        [
            "https://api.example",
            "api.example/path",
            "me@api.example",
            "two words",
            "api.example:abc",
            "api.example:99999",
            "api.example:",
            "*.example",
            "ok.example,bad example",
        ],
        "each host or host:port",
    ),
    ("host", "RIVERMON_HOST", [" "], "not empty"),
    ("tunnel", "RIVERMON_TUNNEL", ["wireguard", "SSH"], "one of off, cloudflared, ngrok, ssh,"),
    ("tunnel_pattern", "RIVERMON_TUNNEL_PATTERN", ["https://("], "a regular expression ("),
    (
        "public_url",
        "RIVERMON_PUBLIC_URL",
        ["http://hooks.example", "hooks.example", "https://me@hooks.example", "ftp://x.example"],
        "an address that begins with https://",
    ),
    ("guided", "RIVERMON_GUIDED", ["perhaps"], "true or false"),
]
WRONG_VALUES = [
    (name, variable, value, words) for name, variable, values, words in WRONG for value in values
]


@pytest.mark.parametrize(("name", "variable", "value", "words"), WRONG_VALUES)
def test_a_bad_value_is_told_with_its_place(
    name: str, variable: str, value: str, words: str, tmp_path: Path
) -> None:
    nothing = _written(tmp_path, "")
    with pytest.raises(BadSetting) as in_environment:
        load({}, nothing | {variable: value})
    assert str(in_environment.value).startswith(f"{variable} is {value!r}; it must be ")
    assert words in str(in_environment.value)

    with pytest.raises(BadSetting) as as_flag:
        load({name: value}, nothing)
    assert str(as_flag.value).startswith(f"--{name.replace('_', '-')} is ")
    assert words in str(as_flag.value)

    in_file = _written(tmp_path, f'{name} = "{value}"')
    with pytest.raises(BadSetting) as from_file:
        load({}, in_file)
    assert f"{name} in {in_file['RIVERMON_SETTINGS']} is " in str(from_file.value)
    assert words in str(from_file.value)


@pytest.mark.parametrize(
    "line",
    [
        "port = true",
        "port = 8765.0",
        "port = [1]",
        "host = 5",
        'host = ""',
        "db = 5",
        'theme = ["dark"]',
        "path = 5",
        "callback_hosts = 5",
        "callback_hosts = [5]",
        "max_age_s = [1]",
        "max_body = false",
        "language = 5",
        "text_size = true",
        "hold_events = 5",
        "hold_events = [5]",
        "undecided = 5",
        "keep_days = [1]",
        "keep_mb = false",
        "notify = [5]",
        "close_to_tray = [1]",
    ],
)
def test_a_value_of_the_wrong_kind_is_told_with_its_place(line: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as refused:
        load({}, _written(tmp_path, line))
    said = str(refused.value)
    assert said.startswith(f"{line.partition(' ')[0]} in {tmp_path / 'settings.toml'} is ")
    assert "; it must be " in said
    assert "type" not in said


@pytest.mark.parametrize("name", ["secret", "webhook_secret", "api_key", "secrets", "key"])
def test_secrets_do_not_belong_into_the_file(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=rf"holds a secret \({name}\): take it out") as refused:
        load({}, _written(tmp_path, f'{name} = "{CANARY}"'))
    assert CANARY not in str(refused.value)


@pytest.mark.parametrize("text", ["prot = 8765", "[server]\nport = 1", '"callback-hosts" = "a"'])
def test_an_unknown_name_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(
        BadSetting, match=r"unknown setting, .* Known are: callback_hosts, close_to_tray, db, "
    ):
        load({}, _written(tmp_path, text))


def test_an_unknown_name_does_not_give_its_value_away(tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as refused:
        load({}, _written(tmp_path, f'modelriver_secret = "{CANARY}"'))
    assert CANARY not in str(refused.value)


@pytest.mark.parametrize("content", [b"port 8765", b'host = "\xff"', b"port = 1\nport = 2"])
def test_a_file_that_is_no_toml_is_refused(content: bytes, tmp_path: Path) -> None:
    environment = _written(tmp_path, "")
    (tmp_path / "settings.toml").write_bytes(content)
    with pytest.raises(BadSetting, match=r"settings\.toml cannot be read: "):
        load({}, environment)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"cannot be read: .*[Dd]irectory"):
        load({}, {"RIVERMON_SETTINGS": str(tmp_path)})


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    named = tmp_path / "missing.toml"
    with pytest.raises(BadSetting, match=f"RIVERMON_SETTINGS names {named}"):
        load({}, {"RIVERMON_SETTINGS": str(named)})


def test_the_platforms_file_need_not_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert settings_file({}).name == "settings.toml"
    assert tmp_path in settings_file({}).parents
    assert load({}, {}) == Settings()


@pytest.mark.parametrize(
    ("given", "hosts"),
    [
        ("a.example, B.Example:8443 ,,", ("a.example", "b.example:8443")),
        ("127.0.0.1:8766", ("127.0.0.1:8766",)),
        ("[::1]:8766,::1,localhost", ("[::1]:8766", "::1", "localhost")),
        (" , ", ()),
    ],
)
def test_callback_hosts(given: str, hosts: tuple[str, ...], nothing: dict[str, str]) -> None:
    assert load({}, nothing | {"RIVERMON_CALLBACK_HOSTS": given}).callback_hosts == hosts


def test_a_database_may_stand_in_the_home_folder(
    nothing: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load({"db": "~/river.db"}, nothing).database == tmp_path / "river.db"


def _keyring(**kept: str) -> Any:
    return kept.get


ENVIRONMENT = {"MODELRIVER_WEBHOOK_SECRET": "from-env", "MODELRIVER_API_KEY": "key-from-env"}


def test_the_keyring_comes_first() -> None:
    secrets = read_secrets(ENVIRONMENT, _keyring(webhook_secret="kept", api_key="kept-key"))
    assert (secrets.webhook, secrets.api_key) == (("kept",), "kept-key")
    assert (secrets.secret_source, secrets.key_source) == ("the keyring", "the keyring")


def test_then_the_environment() -> None:
    secrets = read_secrets(ENVIRONMENT, _keyring(api_key="kept-key"))
    assert (secrets.webhook, secrets.api_key) == (("from-env",), "kept-key")
    assert secrets.secret_source == "MODELRIVER_WEBHOOK_SECRET"
    assert read_secrets(ENVIRONMENT, _keyring()).key_source == "MODELRIVER_API_KEY"


@pytest.mark.parametrize("blank", ["", " ", "\n\t "])
def test_blanks_are_no_secret_wherever_they_stand(blank: str) -> None:
    blank_keyring = _keyring(webhook_secret=blank, api_key=blank)
    assert read_secrets(ENVIRONMENT, blank_keyring).webhook == ("from-env",)
    blanks = {"MODELRIVER_WEBHOOK_SECRET": blank, "MODELRIVER_API_KEY": blank}
    secrets = read_secrets(blanks, blank_keyring)
    assert secrets == Secrets()
    assert secrets.all == ()


@pytest.mark.parametrize("between", [" ", "\n", "  \t"])
def test_several_secrets_are_separated_by_blanks(between: str) -> None:
    several = f" one{between}two "
    assert read_secrets({"MODELRIVER_WEBHOOK_SECRET": several}, _keyring()).webhook == (
        "one",
        "two",
    )
    assert read_secrets({}, _keyring(webhook_secret=several)).webhook == ("one", "two")


def test_a_key_loses_the_blanks_around_it() -> None:
    assert read_secrets({"MODELRIVER_API_KEY": " key\n"}, _keyring()).api_key == "key"


def test_no_secret_is_printed() -> None:
    secrets = Secrets((CANARY, "two"), "mr_live_canary")
    assert "canary" not in f"{secrets!r} {secrets} {[secrets]}"
    assert repr(secrets) == "Secrets(2 webhook, API key: True)"
    assert secrets.all == (CANARY, "two", "mr_live_canary")


def test_labels_come_with_the_secrets_that_the_keyring_has() -> None:
    labelled = '[{"secret": "kept", "label": "the shop"}, {"secret": "with a blank"}]'
    secrets = read_secrets(ENVIRONMENT, _keyring(webhook_secret=labelled))
    assert (secrets.webhook, secrets.labels) == (("kept", "with a blank"), ("the shop", ""))
    assert read_secrets(ENVIRONMENT, _keyring()).labels == ()
