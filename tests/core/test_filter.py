"""What a typed filter asks for, and what is said where one is wrong."""

import pytest

from rivermon.core.filter import BadFilter, parse, parse_path
from rivermon.core.filter_terms import (
    All,
    Answered,
    AnyOf,
    AtPath,
    Compare,
    Field,
    Is,
    JsonPath,
    Measure,
    Not,
    OneOf,
    Root,
    Term,
    Words,
)

A, B, C, D = (Words(word) for word in "abcd")


def both(*terms: Term) -> All:
    return All(terms)


def either(*terms: Term) -> AnyOf:
    return AnyOf(terms)


def measure(field: Field, compare: str, amount: float) -> Measure:
    return Measure(field, Compare(compare), amount)


def data(*keys: str | int) -> JsonPath:
    return JsonPath(Root.DATA, keys)


def at(path: JsonPath, compare: str, value: str, *, prefix: bool = False) -> AtPath:
    return AtPath(path, Compare(compare), value, prefix)


def status(*words: str) -> OneOf:
    return OneOf(Field.STATUS, words)


def bad(text: str) -> BadFilter:
    found = parse(text)
    assert isinstance(found, BadFilter), found
    return found


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0"])
def test_an_empty_box_asks_for_everything(text: str):
    assert parse(text) is None


TOGETHER = {
    "a": A,
    "a b": both(A, B),
    "a AND b": both(A, B),
    "a OR b": either(A, B),
    "a b OR c d": either(both(A, B), both(C, D)),
    "a (b OR c)": both(A, either(B, C)),
    "(a)": A,
    "((a b))": both(A, B),
    "(a)(b)": both(A, B),
    "-a": Not(A),
    "NOT a": Not(A),
    "-a b": both(Not(A), B),
    "-(a OR b)": Not(either(A, B)),
    "--a": A,
    "NOT NOT a": A,
    "-(-a)": A,
    "-(-(-a))": Not(A),
    "a or b": both(A, Words("or"), B),
    "not a": both(Words("not"), A),
    "ORder": Words("ORder"),
}
FREE = {
    "well-kept": Words("well-kept"),
    "begin*": Words("begin"),
    "a_b": Words("a_b"),
    "日本": Words("日本"),
    "\ue000": Words("\ue000"),
    '"two words"': Words("two words", exact=True),
    '"OR"': Words("OR", exact=True),
    '"event:x"': Words("event:x", exact=True),
    '-"two words"': Not(Words("two words", exact=True)),
    r'"say \"a\" \\ b"': Words(r'say "a" \ b', exact=True),
    r'"C:\new"': Words(r"C:\new", exact=True),
    '"not closed': Words("not closed", exact=True),
    '"a"b': both(Words("a", exact=True), B),
    '5"': Words('5"'),
    "https://x/y": Words("https://x/y"),
    "event://x": Words("event://x"),
    "12:30": Words("12:30"),
    "example.com:443": Words("example.com:443"),
    "data.title": Words("data.title"),
    "event": Words("event"),
}
TEXTS = {
    "event:order": Is(Field.EVENT, "order"),
    "Event:Order": Is(Field.EVENT, "Order"),
    "type:task.ai_generated": Is(Field.TYPE, "task.ai_generated"),
    "category:news": Is(Field.CATEGORY, "news"),
    "channel:3f2a*": Is(Field.CHANNEL, "3f2a", prefix=True),
    "model:*": Is(Field.MODEL, "", prefix=True),
    'provider:"a, b (c)*"': Is(Field.PROVIDER, "a, b (c)*"),
    'event:"not closed': Is(Field.EVENT, "not closed"),
    'event:""': Is(Field.EVENT, ""),
    "event:a:b": Is(Field.EVENT, "a:b"),
    'event:a,"b c",d*': either(
        Is(Field.EVENT, "a"), Is(Field.EVENT, "b c"), Is(Field.EVENT, "d", prefix=True)
    ),
    "-event:a": Not(Is(Field.EVENT, "a")),
    "(event:a)b": both(Is(Field.EVENT, "a"), B),
}
KNOWN = {
    "status:error": status("Error"),
    "STATUS:ERROR": status("Error"),
    "status:error,Timeout": status("Error", "Timeout"),
    "status:error,failed": status("Error", "Timeout", "rejected", "invalid"),
    "status:owed": status("Progress", "Held"),
    "status:none": status("none"),
    "status:duplicate": status("duplicate"),
    "status:401": Answered(401, 401),
    "status:4xx": Answered(400, 499),
    "status:5XX": Answered(500, 599),
    "status:>=400": Answered(400, 599),
    "status:>400": Answered(401, 599),
    "status:<300": Answered(100, 299),
    "status:<=300": Answered(100, 300),
    "status:=204": Answered(204, 204),
    "status:400..499": Answered(400, 499),
    "status:499..400": Answered(400, 499),
    "status:0..1000": Answered(100, 599),
    "status:error,5xx": either(status("Error"), Answered(500, 599)),
    "callback:failed": OneOf(Field.CALLBACK, ("Error", "Timeout")),
    "callback:owed": OneOf(Field.CALLBACK, ("Progress", "Held")),
    "callback:none": OneOf(Field.CALLBACK, ("none",)),
    "callback:success": OneOf(Field.CALLBACK, ("Success",)),
    "verified:yes": OneOf(Field.VERIFIED, ("Valid",)),
    "verified:true,no,false": OneOf(Field.VERIFIED, ("Valid", "Invalid")),
    'verified:"not verified"': OneOf(Field.VERIFIED, ("Not Verified",)),
    "verified:not-verified": OneOf(Field.VERIFIED, ("Not Verified",)),
    "verified:unverified": OneOf(Field.VERIFIED, ("Not Verified",)),
    "verified:raw-body": OneOf(Field.VERIFIED, ("raw-body",)),
}
MEASURES = {
    "age:<2h": measure(Field.AGE, "<", 7200),
    "age:2h": measure(Field.AGE, "<", 7200),
    "age:>30m": measure(Field.AGE, ">", 1800),
    "age:>=1.5d": measure(Field.AGE, ">=", 129600),
    "age:<=1W": measure(Field.AGE, "<=", 604800),
    "age:<500ms": measure(Field.AGE, "<", 0.5),
    "age:1h..2d": both(measure(Field.AGE, ">=", 3600), measure(Field.AGE, "<=", 172800)),
    "age:2d..1h": both(measure(Field.AGE, ">=", 3600), measure(Field.AGE, "<=", 172800)),
    "size:10k": measure(Field.SIZE, ">=", 10_000),
    "size:>10KB": measure(Field.SIZE, ">", 10_000),
    "size:<1mib": measure(Field.SIZE, "<", 1_048_576),
    "size:=7": measure(Field.SIZE, "=", 7),
    "size:2gi": measure(Field.SIZE, ">=", 2 * 1024**3),
    "size:.5b": measure(Field.SIZE, ">=", 0.5),
    "attempts:3": measure(Field.ATTEMPTS, "=", 3),
    "attempts:>1": measure(Field.ATTEMPTS, ">", 1),
    "duration:250": measure(Field.DURATION, ">=", 250),
    "duration:>1s": measure(Field.DURATION, ">", 1000),
    "duration:<2m": measure(Field.DURATION, "<", 120_000),
}
PATHS = {
    "customer.user_id:7": at(JsonPath(Root.CUSTOMER, ("user_id",)), "=", "7"),
    "Data.a.b:Text": at(data("a", "b"), "=", "Text"),
    "data.items.0.n:x": at(data("items", 0, "n"), "=", "x"),
    "data.items[0].n:x": at(data("items", 0, "n"), "=", "x"),
    "data[2]:x": at(data(2), "=", "x"),
    'data."odd: key (1)".x:1': at(data("odd: key (1)", "x"), "=", "1"),
    'data."0":x': at(data("0"), "=", "x"),
    r'data."a\"b":x': at(data('a"b'), "=", "x"),
    "data.007:x": at(data("007"), "=", "x"),
    "data.99999999999:x": at(data("99999999999"), "=", "x"),
    "data.x:>=1.5": at(data("x"), ">=", "1.5"),
    "data.x:<-1e3": at(data("x"), "<", "-1e3"),
    "data.x:=a": at(data("x"), "=", "a"),
    'data.x:"=a"': at(data("x"), "=", "=a"),
    'data.x:">5"': at(data("x"), "=", ">5"),
    "data.x:ab*": at(data("x"), "=", "ab", prefix=True),
    "data.x:*": at(data("x"), "=", "", prefix=True),
    'data.x:"a*"': at(data("x"), "=", "a*"),
    "data.x:a,>5": either(at(data("x"), "=", "a"), at(data("x"), ">", "5")),
    "-data.x:1": Not(at(data("x"), "=", "1")),
}


@pytest.mark.parametrize(
    ("text", "tree"),
    [row for table in (TOGETHER, FREE, TEXTS, KNOWN, MEASURES, PATHS) for row in table.items()],
)
def test_reads(text: str, tree: Term):
    assert parse(text) == tree
    assert parse(f"  {text} ") == tree or text.count('"') % 2
    assert parse(f"(({text}))") == tree or text.count('"') % 2


WRONG = [
    ("!!!", "!!!", "nothing to look for in “!!!”"),
    ("a *", "*", "nothing to look for in “*”"),
    ('a ""', '""', "nothing to look for"),
    ('a "', '"', "nothing to look for"),
    ("\ud800", "\ud800", "half a character"),
    ("a foo:bar", "foo", "no field “foo”. To look for the text itself"),
    ("evnt:bar", "evnt", "Did you mean “event:”?"),
    ("custmer.id:1", "custmer", "Did you mean “customer”?"),
    ("event:", "event:", "such as event:order_created"),
    ("event: x", "event:", "A value is missing right after the colon"),
    ("(event:)", "event:", "A value is missing"),
    ("event:a*b", "a*b", "Put the value in quotes"),
    ("status:error,", ",", "beside this comma"),
    ("event:,a", ":", "beside this comma"),
    ("status:eror", "eror", "“eror” is no status. Did you mean “error”? Known are: failed, owed"),
    ("callback:duplicate", "duplicate", "is no callback's state"),
    ("verified:not verified", "not", "not-verified"),
    ("status:4", "4", "from 100 to 599"),
    ("status:>599", ">599", "from 100 to 599"),
    ("status:4x", "4x", "Right are 401, 4xx, >=400 and 400..499"),
    ("age:2", "2", "such as age:<2h. The units are ms, s, m, h, d, w."),
    ("age:<", "<", "such as age:<2h"),
    ("age:1h..", "1h..", "such as age:<2h"),
    ("size:-1", "-1", "such as size:>10k"),
    ("size:nan", "nan", "such as size:>10k"),
    ("size:inf", "inf", "such as size:>10k"),
    ("size:" + "9" * 400, "9" * 400, "such as size:>10k"),
    ("size:1,5", "1,5", "such as size:>10k"),
    ("attempts:2h", "2h", "such as attempts:>1"),
    ("data:x", "data", "such as data.title"),
    ("data.:x", ".", "A key is missing"),
    ("data.a..b:x", ".", "A key is missing"),
    ("data.a[x]:1", "[x]", "counted from 0"),
    ("data.x:>y", ">y", "such as data.x:>10"),
    ("data.x:>nan", ">nan", "stands a number"),
    ("data.x:>1e999", ">1e999", "stands a number"),
    ("data.x:", "data.x:", "A value is missing"),
    ("a -", "-", "right before what is left out"),
    ("a - b", None, ""),
    ("a OR", "OR", "missing after “OR”"),
    ("OR a", "OR", "missing before “OR”"),
    ("(OR a)", "OR", "missing before “OR”"),
    ("a AND OR b", "AND", "missing after “AND”"),
    ("a NOT", "NOT", "missing after “NOT”"),
    ("a (b", "(", "not closed"),
    ("a b)", ")", "closes nothing"),
    (")", ")", "closes nothing"),
    ("()", "(", "nothing after this parenthesis"),
    ("(", "(", "nothing after this parenthesis"),
]


@pytest.mark.parametrize(("text", "place", "reason"), WRONG)
def test_says_what_is_wrong_and_where(text: str, place: str | None, reason: str):
    if place is None:
        assert parse(text) == both(A, Not(B))
        return
    found = bad(text)
    assert text[found.start : found.end] == place
    assert reason in found.reason


def test_the_place_is_that_of_the_mistake_not_of_a_likeness():
    assert bad("a..b data.a..b:x").start == len("a..b data.a")
    assert bad("(a) (b) (c").start == 8


def test_is_read_up_to_a_length_a_depth_and_a_number_of_terms():
    assert parse("x" * 2000) == Words("x" * 2000)
    too_long = bad("x" * 2001)
    assert (too_long.start, too_long.end) == (2000, 2001)
    assert parse("((((a))))") == A
    assert "nested" in bad("(((((a)))))").reason
    assert "nested" in bad("(" * 900 + "a" + ")" * 900).reason
    assert isinstance(parse("a " * 100), All)
    assert "terms" in bad("a " * 101).reason


def test_a_path_alone_is_read_for_a_column():
    assert parse_path(" data.items[0].title ") == data("items", 0, "title")
    assert parse_path('CUSTOMER."user id"') == JsonPath(Root.CUSTOMER, ("user id",))


@pytest.mark.parametrize(
    ("text", "start", "end", "reason"),
    [
        ("", 0, 0, "begins with “customer” or “data”"),
        ("title", 0, 5, "begins with “customer” or “data”"),
        (" dat.x", 1, 4, "Did you mean “data”?"),
        ("data", 0, 4, "which place"),
        (" data.a b", 7, 9, "A dot is missing"),
        ('data."a', 5, 6, "closing quotation mark"),
        ("data.a[-1]", 6, 10, "counted from 0"),
        ("data.a:1", 6, 8, "A dot is missing"),
    ],
)
def test_a_wrong_path_is_told_of(text: str, start: int, end: int, reason: str):
    found = parse_path(text)
    assert isinstance(found, BadFilter)
    assert (found.start, found.end) == (start, end)
    assert reason in found.reason
