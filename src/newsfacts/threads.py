"""One thread for the linear algebra under the model: its matrices are too small for more, which only burn time.

A setting the user made in the environment stands. OpenBLAS, which NumPy's wheels bring, can be told at any time; other
libraries (MKL, Accelerate) only before NumPy is imported, by the environment.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from pathlib import Path

VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
#: What the function is called in NumPy's own build of OpenBLAS, and in others.
SETTERS = tuple(
    f"{prefix}openblas_set_num_threads{suffix}" for prefix in ("scipy_", "") for suffix in ("64_", "")
)  # fmt: skip


def use_one_thread(always: bool = False) -> None:
    """Import NumPy with one thread, or tell the one that is there; nothing where the user has chosen.

    Args:
        always: whatever the environment says: on a cluster it is the engine that has set it, for all its workers alike.
    """
    if not always and any(os.environ.get(name) for name in VARIABLES):
        return
    if "numpy" not in sys.modules:
        before = {name: os.environ.get(name) for name in VARIABLES}
        os.environ.update(dict.fromkeys(VARIABLES, "1"))
        try:
            import numpy
        finally:  # for NumPy alone: what else is imported or started later chooses for itself
            for name, value in before.items():
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value
    import numpy

    installed = Path(numpy.__file__).parent
    for path in sorted((*installed.parent.glob("numpy.libs/*openblas*"), *installed.glob(".dylibs/*openblas*"))):
        with contextlib.suppress(OSError):
            library = ctypes.CDLL(str(path))
            for setter in SETTERS:
                if hasattr(library, setter):
                    getattr(library, setter)(1)
