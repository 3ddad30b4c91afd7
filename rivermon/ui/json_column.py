"""A column for the values at a place in JSON.

Its `text` and `whole` take the value that stands at the place, None where there is nothing, and not
a row. Does not know where the values are read.
"""

from rivermon.core.filter_terms import JsonPath, Root
from rivermon.ui.column import Column
from rivermon.ui.plain_text import one_line, tooltip
from rivermon.ui.translation import translate


def json_column(path: JsonPath) -> Column:
    """The column that shows what stands at `path`."""
    return Column(
        key=f"json:{path}",
        title=lambda: one_line(str(path)),
        help=lambda: _help(path),
        text=lambda value: one_line(value or ""),
        whole=lambda value: tooltip(value or ""),
        sort=path,
        width=110,
        roomy=200,
    )


def _help(path: JsonPath) -> str:
    if path.root is Root.CUSTOMER:
        return translate("JsonColumn", "The value in the customer's data at {0}").format(
            one_line(str(path))
        )
    return translate("JsonColumn", "The value in the generated content at {0}").format(
        one_line(str(path))
    )
