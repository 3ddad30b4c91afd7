"""A reader that notes, for each statement it runs, the steps that SQLite takes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import peewee as pw

from rivermon.store.insertion import Execute
from rivermon.store.reader import Reader


class Explained(NamedTuple):
    """One statement, its values, and EXPLAIN QUERY PLAN's steps."""

    sql: str
    values: Sequence[Any]
    steps: Sequence[str]

    @property
    def walks(self) -> Sequence[str]:
        """Steps that look at all of a table, where no index says which rows."""
        return [step for step in self.steps if self._walks(step)]

    @property
    def sorts(self) -> bool:
        """True when rows are gathered to be sorted."""
        return any("USE TEMP B-TREE FOR ORDER BY" in step for step in self.steps)

    def _walks(self, step: str) -> bool:
        if not step.startswith("SCAN") or "USING" in step or "VIRTUAL TABLE INDEX" in step:
            return False
        source = step.split()[1]
        made = source.startswith("(") or source == "CONSTANT" or source.isdigit()
        return not made and not self._is_by_id(source)

    def _is_by_id(self, source: str) -> bool:
        """True when the table is walked in the order of its ids, which is the one asked for."""
        by_id = ("ORDER BY id", f"ORDER BY {source}.id")
        return self.sql.rstrip(")").rpartition("ORDER BY")[1] != "" and (
            not self.sorts and any(order in self.sql for order in by_id)
        )


class ExplainingReader(Reader):
    """Answers like any other reader; `statements` grows with each question."""

    def __init__(self, database: pw.SqliteDatabase, path: Path) -> None:
        super().__init__(database, path)
        self.statements: list[Explained] = []
        self._really: Execute = database.execute_sql
        self._execute_sql = self._explain

    def _explain(self, sql: str, values: Sequence[Any]) -> Any:
        steps = self._really(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
        self.statements.append(Explained(sql, values, [str(step[-1]) for step in steps]))
        return self._really(sql, values)
