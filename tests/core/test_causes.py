"""Reasons that differ in a number or an id alone are one cause."""

from rivermon.core.causes import OTHER, causes


def test_statuses_are_causes_of_their_own() -> None:
    found = causes([("answered 404", 2), ("answered 503", 5)], 9)
    assert found == (("answered 503", 5), ("answered 404", 2))


def test_places_in_a_text_are_not() -> None:
    reasons = [
        ("Expecting value: line 1 column 2 (char 1)", 1),
        ("Expecting value: line 30 column 4 (char 712)", 2),
    ]
    assert causes(reasons, 9) == (("Expecting value: line … column … (char …)", 3),)


def test_ids_and_quoted_words_are_not() -> None:
    reasons = [
        ("no task 0f8fad5b-d9cb-469f-a165-70867728950e", 1),
        ("no task 7c9e6679-7425-40de-944b-e07fc1f90ae7", 1),
        ("unknown 'one'", 1),
        ('unknown "two"', 2),
    ]
    assert causes(reasons, 9) == (("unknown …", 3), ("no task …", 2))


def test_a_reason_that_is_always_the_same_is_told_as_it_is() -> None:
    said = "the 5 minutes were over before it could be sent"
    assert causes([(said, 3), (said, 4)], 9) == ((said, 7),)


def test_a_host_is_told_with_its_port() -> None:
    said = "no connection to api.modelriver.com:443 (Connection refused)"
    assert causes([(said, 1)], 9) == ((said, 1),)


def test_what_is_rare_is_told_together() -> None:
    reasons = [("a", 5), ("b", 4), ("c", 2), ("d", 1)]
    assert causes(reasons, 2) == (("a", 5), ("b", 4), (OTHER, 3))


def test_other_reasons_come_last_and_once() -> None:
    assert causes([(OTHER, 9), ("a", 1)], 9) == (("a", 1), (OTHER, 9))
    assert causes([(OTHER, 9), ("a", 1), ("b", 1)], 1) == (("a", 1), (OTHER, 10))


def test_no_reason_is_no_cause() -> None:
    assert causes([], 9) == ()
