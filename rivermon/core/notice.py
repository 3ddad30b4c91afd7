"""What the operator is told of when nobody looks at the window.

Pure facts. Does not know when a notice is due, nor how it is shown.
"""

from enum import StrEnum

import msgspec

from rivermon.core.listing import View


class NoticeKind(StrEnum):
    """The kinds of notices, each of which can be switched off; the value stands in the settings."""

    CALLBACKS = "callbacks"
    SIGNATURES = "signatures"
    STORE = "store"
    PUBLIC = "public"
    SILENCE = "silence"
    APPROVAL = "approval"


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One notice: of which kind, how often it happened since the last one, and where to look.

    `view` and `row_id` name the row that a click opens, None where there is none. `detail` is what
    happened in the words of the fact, `minutes` and `usual_per_hour` belong to silence alone.
    """

    kind: NoticeKind
    count: int = 1
    view: View | None = None
    row_id: int | None = None
    detail: str = ""
    minutes: int = 0
    usual_per_hour: int = 0
