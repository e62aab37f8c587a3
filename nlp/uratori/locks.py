"""A lock that the system lets go of when its holder is gone, however that came about."""

from __future__ import annotations

import os
import sys

_BYTE = 1_000
"""The byte that is locked where the system locks bytes: behind what others may read."""

if sys.platform == "win32":
    import msvcrt

    def try_lock(file: int) -> bool:
        """Take the lock of an open file; False where another process holds it."""
        try:
            os.lseek(file, _BYTE, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def try_lock(file: int) -> bool:
        """Take the lock of an open file; False where another process holds it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
