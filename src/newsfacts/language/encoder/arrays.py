"""The kinds of arrays that the encoder works with."""

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[Any]
Integers = npt.NDArray[np.int64]
Arrays = dict[str, npt.NDArray[Any]]
