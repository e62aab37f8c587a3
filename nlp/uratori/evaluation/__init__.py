"""Gold corpora -> precision, recall and F1, errors, and the gate that CI holds.

gold reads the lines strictly; findings and quantities compare them with what uratori says; scores
holds the counts; manifest and floors pin the corpora and what they must reach; gate runs it all.
"""

from .gate import main
from .manifest import write_manifest

__all__ = ["main", "write_manifest"]
