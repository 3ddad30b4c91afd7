"""What is cut off a pasted secret, and what is only told about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivermon.core.secret_shape import Oddity, Pasted, api_key, webhook_secret

SECRET = "whsec_c0ffee5eed1234"
KEY = "mr_live_77c0ffee-5eed_1234"


@pytest.mark.parametrize(
    "plain", [SECRET, "5f2a9c01d7e84b6c", "c2VjcmV0LW9mLXRoZS1ob3VzZQ==", "密钥" * 8]
)
def test_an_ordinary_secret_is_left_as_it_is(plain: str) -> None:
    assert webhook_secret(plain) == Pasted(plain)


@pytest.mark.parametrize("plain", [KEY, "mr_test_1234", "mr_live_" + "x" * 64])
def test_an_ordinary_key_is_left_as_it_is(plain: str) -> None:
    assert api_key(plain) == Pasted(plain)


@pytest.mark.parametrize(
    "blank", [" ", "\n", "\r\n", "\t", "\xa0", "\u200b", "\ufeff", " \n\u3000"]
)
@pytest.mark.parametrize("look", [webhook_secret, api_key])
def test_blanks_around_it_are_cut_off_and_told(look, blank: str) -> None:
    plain = SECRET if look is webhook_secret else KEY
    for pasted in (f"{blank}{plain}", f"{plain}{blank}", f"{blank}{plain}{blank}"):
        assert look(pasted) == Pasted(plain, (Oddity.BLANKS_CUT,))


@pytest.mark.parametrize("pair", ['""', "''", "``", "“”", "„“", "«»"])
def test_quotes_around_it_are_cut_off_and_told(pair: str) -> None:
    for pasted in (f"{pair[0]}{SECRET}{pair[1]}", f"{SECRET}{pair[1]}", f"{pair[0]} {SECRET}"):
        assert webhook_secret(pasted) == Pasted(SECRET, (Oddity.QUOTES_CUT,))
    assert api_key(f" {pair[0]}{KEY} {pair[1]}\n") == Pasted(
        KEY, (Oddity.BLANKS_CUT, Oddity.QUOTES_CUT)
    )


@pytest.mark.parametrize(
    "line",
    [
        "MODELRIVER_WEBHOOK_SECRET={}",
        "export WEBHOOK_SECRET={}",
        "set WEBHOOK_SECRET={}",
        "$env:WEBHOOK_SECRET = {}",
        "webhook_secret: {}",
        "API_KEY = {}",
        "token:{}",
    ],
)
def test_the_name_of_a_line_is_cut_off_and_told(line: str) -> None:
    assert webhook_secret(line.format(SECRET)) == Pasted(SECRET, (Oddity.NAME_CUT,))
    assert api_key(line.format(KEY)) == Pasted(KEY, (Oddity.NAME_CUT,))


@pytest.mark.parametrize("line", ['WEBHOOK_SECRET="{}"', '"secret": "{}",', "'api_key' : '{}';"])
def test_what_stands_around_the_value_of_a_line_goes_too(line: str) -> None:
    pasted = webhook_secret(line.format(SECRET))
    assert pasted.text == SECRET
    assert {Oddity.QUOTES_CUT, Oddity.NAME_CUT} <= set(pasted.mended)
    assert pasted.doubts == ()


@pytest.mark.parametrize(
    "plain", ["bXlTZWNyZXRLZXk0cml2ZXI=", "thesecretkeyofall==", "a=b=c=d=e=f=g=h=i="]
)
def test_the_equals_signs_of_a_secret_are_no_name(plain: str) -> None:
    assert webhook_secret(plain) == Pasted(plain)


@pytest.mark.parametrize("header", ["Authorization: Bearer {}", "Bearer {}", "bearer  {}"])
def test_the_header_of_a_key_is_cut_off_and_told(header: str) -> None:
    assert api_key(header.format(KEY)) == Pasted(KEY, (Oddity.BEARER_CUT,))


@pytest.mark.parametrize(
    ("pasted", "doubts"),
    [
        (KEY, (Oddity.IS_API_KEY,)),
        ("mr_test_x", (Oddity.IS_API_KEY,)),
        ("abc", (Oddity.SHORT,)),
        ("fifteen-letters", (Oddity.SHORT,)),
        (f"{SECRET} {SECRET}", (Oddity.BLANKS_INSIDE,)),
        (f"{SECRET}\n{SECRET}", (Oddity.BLANKS_INSIDE,)),
        ("whsec_c0ffee\u200b5eed1234", (Oddity.BLANKS_INSIDE,)),
        ("whsec_••••••••1234", (Oddity.HIDDEN,)),
        ("whsec_************", (Oddity.HIDDEN,)),
        ("whsec_c0ffee5e...1234", (Oddity.HIDDEN,)),
    ],
)
def test_what_looks_wrong_about_a_secret_is_told_and_left(
    pasted: str, doubts: tuple[Oddity, ...]
) -> None:
    found = webhook_secret(pasted)
    assert (found.text, found.doubts, found.mended) == (pasted, doubts, ())


@pytest.mark.parametrize(
    ("pasted", "doubts"),
    [
        (SECRET, (Oddity.IS_SECRET,)),
        ("sk-0123456789abcdef", (Oddity.NOT_A_KEY,)),
        ("mr_live_", (Oddity.NOT_A_KEY,)),
        ("MR_LIVE_12345678", (Oddity.NOT_A_KEY,)),
        ("mr_live_1234 5678", (Oddity.BLANKS_INSIDE,)),
        ("mr_live_…5678", (Oddity.HIDDEN,)),
    ],
)
def test_what_looks_wrong_about_a_key_is_told_and_left(
    pasted: str, doubts: tuple[Oddity, ...]
) -> None:
    found = api_key(pasted)
    assert (found.text, found.doubts, found.mended) == (pasted, doubts, ())


@pytest.mark.parametrize("nothing", ["", " ", "\n\n", '""', "\u200b", ' " '])
def test_nothing_is_nothing(nothing: str) -> None:
    assert webhook_secret(nothing).text == ""
    assert webhook_secret(nothing).doubts == ()
    assert api_key(nothing).text == ""
    assert api_key(nothing).doubts == ()


def test_what_was_pasted_is_never_printed() -> None:
    found = webhook_secret(f" {SECRET}")
    assert SECRET not in f"{found} {found!r} {[found]}"


@given(st.text())
def test_looking_again_finds_no_more_to_cut(pasted: str) -> None:
    for look in (webhook_secret, api_key):
        once = look(pasted)
        assert once.text in pasted
        assert Oddity.BLANKS_CUT not in look(once.text).oddities


@pytest.mark.parametrize(
    "long", ["key" * 200_000, " " * 500_000 + "x", "a" + " " * 500_000 + "a", "set " * 100_000]
)
def test_half_a_megabyte_is_looked_at_in_no_time(long: str) -> None:
    assert webhook_secret(long).text == long.strip()
    assert api_key(long).text == long.strip()
