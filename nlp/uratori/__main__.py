"""``python -m uratori`` is the command ``uratori``."""

from .cli import main

if __name__ == "__main__":
    raise SystemExit(main())
