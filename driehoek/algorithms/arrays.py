"""numpy and the names of its arrays. numpy is loaded at its first use: most processes never show a result, and it takes 15 MB."""

from typing import TYPE_CHECKING, Any

__all__ = ["Bytes", "Flags", "Floats", "Integers", "Labels", "Random", "np"]

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Bytes = NDArray[np.int8]
    Labels = NDArray[np.intp]
    Flags = NDArray[np.bool_]
    Random = np.random.Generator
else:

    class _AtFirstUse:
        def __getattr__(self, name: str) -> Any:
            import numpy

            found = getattr(numpy, name)
            setattr(self, name, found)
            return found

    np = _AtFirstUse()
    Floats = Integers = Bytes = Labels = Flags = Random = Any
