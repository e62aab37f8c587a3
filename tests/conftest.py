"""What all tests share: the way hypothesis runs, and the folders."""

import atexit
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from .browser import browser

__all__ = ["browser"]  # one for all tests: Playwright runs once in a process

# The first example of a test may load a dictionary, so no example is held to a deadline. In CI the
# same examples are tried in every run: a failure there is one of the change, not of the draw.
settings.register_profile("uratori", deadline=None, print_blob=True)
settings.register_profile("ci", parent=settings.get_profile("uratori"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "uratori")


# No test reads what the user has fetched; commands that tests start inherit it.
_no_data = tempfile.TemporaryDirectory(prefix="uratori-tests-")
atexit.register(_no_data.cleanup)
os.environ["URATORI_DATA"] = _no_data.name
# Nor does one reach the network by accident; those that ask a server on loopback say so.
os.environ["URATORI_OFFLINE"] = "1"


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def package(root: Path) -> Path:
    """The folder of the package."""
    return root / "nlp" / "uratori"
