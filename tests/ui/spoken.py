"""What the window's code says, found without Qt's tools: every text, and how it is to be found."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import rivermon

PACKAGE = Path(rivermon.__file__).parent
UI = PACKAGE / "ui"
_SHOWING = {
    "addAction",
    "addMenu",
    "addTab",
    "setAccessibleDescription",
    "setAccessibleName",
    "setPlaceholderText",
    "setStatusTip",
    "setTabText",
    "setTabToolTip",
    "setText",
    "setTitle",
    "setToolTip",
    "setWindowTitle",
    "QAction",
    "QCheckBox",
    "QGroupBox",
    "QLabel",
    "QPushButton",
    "QRadioButton",
}


class Said(NamedTuple):
    """A text to be translated, in its context; `counts` when it has plural forms."""

    context: str
    text: str
    counts: bool


class Scan(ast.NodeVisitor):
    """Reads one module: what it says, and the calls that nobody could find a text in."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.said: set[Said] = set()
        self.marked: set[str] = set()
        self.looked_up: list[tuple[str, int]] = []
        self.unseen: list[str] = []
        self.bare: list[str] = []
        self._classes: list[str] = []
        self.visit(ast.parse(file.read_text(encoding="utf-8")))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name in {"_tr", "tr"}:
            self._complain(node, f"{node.name}() of its own: lupdate does not see through it")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = _name(node.func)
        if name == "tr":
            self._tr(node)
        elif name == "translate" and _is_plain(node.func):
            self._translate(node)
        elif name == "QT_TRANSLATE_NOOP":
            self._noop(node)
        elif name in _SHOWING:
            self.bare += [self._at(node, text) for text in _literal_words(node)]
        self.generic_visit(node)

    def _tr(self, node: ast.Call) -> None:
        text = _literal(node.args[0]) if node.args else None
        of_self = isinstance(node.func, ast.Attribute) and _name(node.func.value) == "self"
        if text is None or not of_self or not self._classes:
            self._complain(node, "only self.tr() of a literal is found, inside a class")
        else:
            self.said.add(Said(self._classes[-1], text, _counts(node, 3)))

    def _translate(self, node: ast.Call) -> None:
        context, text = (_literal(arg) for arg in node.args[:2])
        if context is None:
            self._complain(node, "the context must be a literal")
        elif text is None:
            self.looked_up.append((context, node.lineno))
        else:
            counts = _counts(node, 5)
            if len(node.args) == 4 or (counts and not _is_counted(node)):
                self._complain(node, 'with a number: translate("C", "%n x", "", PLURAL, n)')
            self.said.add(Said(context, text, counts))

    def _noop(self, node: ast.Call) -> None:
        context, text = (_literal(arg) for arg in node.args)
        if context is None or text is None:
            self._complain(node, "both must be literals")
        else:
            self.marked.add(context)
            self.said.add(Said(context, text, counts=False))

    def _complain(self, node: ast.AST, why: str) -> None:
        self.unseen.append(self._at(node, why))

    def _at(self, node: ast.AST, words: str) -> str:
        return f"{self.file.relative_to(PACKAGE)}:{getattr(node, 'lineno', 0)}: {words}"


def scans() -> Iterator[Scan]:
    """Every module that may show something."""
    for file in sorted(PACKAGE.rglob("*.py")):
        shows = file.parent == UI or file.name == "window.py"
        if shows and file.name != "translation.py":
            yield Scan(file)


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _is_plain(func: ast.expr) -> bool:
    """True for `translate` and `QCoreApplication.translate`: painters have one, too."""
    if isinstance(func, ast.Attribute):
        return _name(func.value) == "QCoreApplication"
    return True


def _literal(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def _counts(node: ast.Call, at: int) -> bool:
    return len(node.args) >= at or any(each.arg == "n" for each in node.keywords)


def _is_counted(node: ast.Call) -> bool:
    """True for a number in the fifth place that lupdate can read: a name, or a plain call."""
    return len(node.args) == 5 and isinstance(node.args[4], ast.Name | ast.Call)


def _literal_words(node: ast.Call) -> Iterator[str]:
    for arg in node.args:
        text = _literal(arg)
        if text is not None and any(sign.isalpha() for sign in text):
            yield f"{text!r} is shown, and cannot be translated"
