"""Which notice is due, and when: grouped by kind, and at most one a minute in all.

Pure: the time is handed in. Does not know what a fact is, nor how a notice is shown.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from rivermon.core.listing import View
from rivermon.core.notice import Notice, NoticeKind

GATHER = timedelta(seconds=3)
"""So long a notice waits for more of its kind: ten at once are one notice, that says ten."""

PAUSE = timedelta(minutes=1)
"""So far apart two notices are at the least, whatever their kinds."""

MOST_ROWS = 1_000
"""So many rows of a kind are known one by one; further ones are only counted."""

_BY_SERIOUSNESS = (
    NoticeKind.STORE,
    NoticeKind.PUBLIC,
    NoticeKind.CALLBACKS,
    NoticeKind.APPROVAL,
    NoticeKind.SIGNATURES,
    NoticeKind.SILENCE,
)
_VIEWS: Mapping[NoticeKind, View] = {
    NoticeKind.CALLBACKS: View.CALLBACKS,
    NoticeKind.APPROVAL: View.RECORDS,
    NoticeKind.SIGNATURES: View.DELIVERIES,
}


class _Group:
    """What waits of one kind: its rows in their order, and how many further ones there are."""

    def __init__(self, first: Notice) -> None:
        self.first = first
        self.rows: dict[int, str] = {}
        self.others = 0
        self.passed_over = 0

    @property
    def count(self) -> int:
        return len(self.rows) + self.others


class NoticePile:
    """What happened since the last notice."""

    def __init__(self) -> None:
        self._groups: dict[NoticeKind, _Group] = {}
        self._since: datetime | None = None
        self._told_at: datetime | None = None

    @property
    def due(self) -> datetime | None:
        """When the next notice may be taken; None while nothing waits."""
        if self._since is None:
            return None
        gathered = self._since + GATHER
        return gathered if self._told_at is None else max(gathered, self._told_at + PAUSE)

    def add(self, now: datetime, notice: Notice) -> None:
        """Put something on the pile; a row that lies there already is not counted again."""
        group = self._groups.setdefault(notice.kind, _Group(notice))
        if self._since is None:
            self._since = now
        row_id = notice.row_id
        if row_id in group.rows:
            return
        if row_id is None or len(group.rows) >= MOST_ROWS:
            group.others += 1
        else:
            group.rows[row_id] = notice.detail

    def take_back(self, kind: NoticeKind, row_id: int) -> None:
        """Let go of a row that is mended, decided or gone."""
        group = self._groups.get(kind)
        if group is not None and group.rows.pop(row_id, None) is not None and not group.count:
            self.forget(kind)

    def forget(self, kind: NoticeKind) -> None:
        """Let go of all that waits of a kind."""
        self._groups.pop(kind, None)
        if not self._groups:
            self._since = None

    def clear(self) -> None:
        """Let go of everything: the operator has seen it."""
        self._groups.clear()
        self._since = None

    def take(self, now: datetime, wanted: Collection[str]) -> Notice | None:
        """Take the notice that is to be told now, the most serious kind first.

        A kind is taken for one step more serious each time that another was told before it, so
        that none waits for ever.

        Args:
            now: the moment, on the line that `add` was given moments of.
            wanted: the kinds that are switched on; what waits of the others is let go.

        Returns:
            The notice; None when nothing is due.
        """
        if self.due is None or now < self.due:
            return None
        for kind in [kind for kind in self._groups if kind not in wanted]:
            self.forget(kind)
        if not self._groups:
            return None
        kind = min(self._groups, key=self._rank)
        group = self._groups[kind]
        self.forget(kind)
        for other in self._groups.values():
            other.passed_over += 1
        self._told_at = now
        return _notice(kind, group)

    def _rank(self, kind: NoticeKind) -> tuple[int, int]:
        seriousness = _BY_SERIOUSNESS.index(kind)
        return seriousness - self._groups[kind].passed_over, seriousness


def _notice(kind: NoticeKind, group: _Group) -> Notice:
    row_id, detail = next(iter(group.rows.items()), (None, group.first.detail))
    return Notice(
        kind=kind,
        count=group.count,
        view=None if row_id is None else _VIEWS.get(kind),
        row_id=row_id,
        detail=detail,
        minutes=group.first.minutes,
        usual_per_hour=group.first.usual_per_hour,
    )
