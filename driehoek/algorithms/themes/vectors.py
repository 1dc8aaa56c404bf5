"""What the text model made of a note, as bytes that can be kept with it: 384 numbers of 16 bits, little end first."""

from collections.abc import Sequence

import numpy as np

from driehoek.algorithms.themes.words import Matrix, unit

SIZE = 384
BYTES = 2 * SIZE


def pack(rows: Matrix) -> list[bytes]:
    """Rows (n, 384) as n times 768 bytes."""
    return [row.tobytes() for row in np.asarray(rows, dtype="<f2").reshape(-1, SIZE)]


def unpack(packed: Sequence[bytes]) -> Matrix:
    """The rows again, (n, 384), each of length 1 or all zeros; raises ValueError for other bytes."""
    if wrong := next((one for one in packed if len(one) != BYTES), None):
        raise ValueError(f"a vector has {BYTES} bytes, not {len(wrong)}")
    rows = np.frombuffer(b"".join(packed), dtype="<f2").reshape(-1, SIZE).astype(np.float32)
    return unit(np.nan_to_num(rows, nan=0.0, posinf=0.0, neginf=0.0))


def centred(rows: Matrix, middle: Matrix) -> Matrix:
    """What sets each apart from `middle` (384,): vectors of this model all point one way. Zeros stay zeros."""
    told = np.linalg.norm(rows, axis=1, keepdims=True) > 0
    return unit(np.where(told, rows - middle, 0))
