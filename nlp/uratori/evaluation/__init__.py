"""Gold corpora -> precision, recall and F1, errors, and the gate that CI holds.

gold reads the lines strictly; findings, quantities and claims compare them with what uratori says;
pairs and scores hold the counts; manifest and floors pin the corpora and what they must reach; gate
runs it all.
"""

from .gate import main
from .manifest import write_manifest

__all__ = ["main", "write_manifest"]
