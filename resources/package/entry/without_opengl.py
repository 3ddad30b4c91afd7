"""Runs before the packaged program: stands in for the parts of Qt that are left out of it.

pyqtgraph 0.14 imports Qt's OpenGL whether it is used or not, and rivermon draws its charts without.
"""

import sys
from types import ModuleType


def _stand_in(name: str, **contents: type) -> None:
    module = ModuleType(name)
    vars(module).update(contents)
    sys.modules[name] = module


_stand_in("PySide6.QtOpenGL")
_stand_in("PySide6.QtOpenGLWidgets", QOpenGLWidget=type("QOpenGLWidget", (), {}))
