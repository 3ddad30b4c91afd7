"""A measured figure: its samples, what it must be, and a table of them all.

Does not know how anything is measured.
"""

import math
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

import msgspec

MS, MB, COUNT, PER_S, SHARE, PERCENT = "ms", "MB", "", "/s", "x", "%"


class Judged(StrEnum):
    """Which of many samples may be no more than it must."""

    MEDIAN = "median"
    P95 = "p95"
    P99 = "p99"
    WORST = "worst"


class Sample(msgspec.Struct, frozen=True, order=True):
    """One measurement, and of what it is."""

    amount: float
    of: str = ""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """Samples of one thing; `must` is what the one that is judged may be at most, None anything.

    With `at_least` it may be no less. A figure of one sample is just that.
    """

    name: str
    samples: tuple[Sample, ...]
    unit: str = MS
    must: float | None = None
    judged: Judged = Judged.P95
    at_least: bool = False

    @property
    def median(self) -> float:
        """The middle one."""
        return self._at(0.5)

    @property
    def p95(self) -> float:
        """No more than this are 95 of 100."""
        return self._at(0.95)

    @property
    def p99(self) -> float:
        """No more than this are 99 of 100."""
        return self._at(0.99)

    @property
    def worst(self) -> float:
        """The largest one."""
        return max(self.samples).amount

    @property
    def met(self) -> bool | None:
        """Whether it is as it must be; None where nothing is asked."""
        if self.must is None:
            return None
        amount = float(getattr(self, self.judged))
        return amount >= self.must if self.at_least else amount <= self.must

    def offenders(self, most: int = 8) -> Sequence[Sample]:
        """The samples that are more than they may be, the worst first, each thing once."""
        worst: dict[str, Sample] = {}
        for sample in sorted(self.samples, reverse=True):
            if self.must is not None and not self.at_least and sample.amount > self.must:
                worst.setdefault(sample.of, sample)
        return list(worst.values())[:most]

    def _at(self, share: float) -> float:
        amounts = sorted(sample.amount for sample in self.samples)
        return amounts[max(0, math.ceil(share * len(amounts)) - 1)]


def figure(
    name: str,
    amounts: Iterable[float],
    *,
    unit: str = MS,
    must: float | None = None,
    judged: Judged = Judged.P95,
    at_least: bool = False,
) -> Figure:
    """A figure of amounts that need no name."""
    samples = tuple(map(Sample, amounts))
    return Figure(
        name=name, samples=samples, unit=unit, must=must, judged=judged, at_least=at_least
    )


def table(figures: Sequence[Figure]) -> str:
    """The figures in aligned columns."""
    rows: list[tuple[str, ...]] = [
        ("figure", "samples", "median", "p95", "p99", "worst", "must", "")
    ]
    rows += [_row(each) for each in figures]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        numbers = (cell.rjust(width) for cell, width in zip(row[1:7], widths[1:7], strict=True))
        lines.append("  ".join((row[0].ljust(widths[0]), *numbers, row[7])).rstrip())
    return "\n".join(lines)


def offenders(figures: Sequence[Figure]) -> str:
    """By their names, what is more than it may be, though the figure as a whole may be met."""
    lines = []
    for each in figures:
        found = [sample for sample in each.offenders() if sample.of]
        if found:
            lines.append(f"beyond {_amount(each, each.must)}: {each.name}")
            lines += [f"  {_amount(each, sample.amount):>10}  {sample.of}" for sample in found]
    return "\n".join(lines)


def plain(each: Figure) -> dict[str, Any]:
    """A figure as JSON has it."""
    return {
        "name": each.name,
        "unit": each.unit,
        "median": round(each.median, 2),
        "p95": round(each.p95, 2),
        "p99": round(each.p99, 2),
        "worst": round(each.worst, 2),
        "must": each.must,
        "met": each.met,
        "samples": [(round(sample.amount, 2), sample.of) for sample in each.samples],
    }


def _row(each: Figure) -> tuple[str, ...]:
    many = len(each.samples) > 1
    must = "" if each.must is None else f"{_amount(each, each.must)}"
    if many and each.must is not None:
        must += f" {each.judged}"
    if each.at_least and must:
        must = f"at least {must}"
    return (
        each.name,
        str(len(each.samples)),
        _amount(each, each.median),
        _amount(each, each.p95) if many else "",
        _amount(each, each.p99) if many else "",
        _amount(each, each.worst) if many else "",
        must,
        {True: "ok", False: "MISSED", None: ""}[each.met],
    )


def _amount(each: Figure, amount: float | None) -> str:
    if amount is None:
        return ""
    figures = 0 if amount >= 100 or each.unit == COUNT else 1
    if each.unit in {SHARE, PERCENT}:
        figures = 2
    return f"{amount:,.{figures}f} {each.unit}".rstrip()
