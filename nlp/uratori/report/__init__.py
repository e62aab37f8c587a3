"""Analyses and reports for readers.

document and frame give them to programs. terminal and listing, which `uratori extract` in a pipe
never loads, give them to people; output puts several of them into one text or file.
"""

from .document import analysis_document, report_document, to_json
from .frame import report_frame

__all__ = ["analysis_document", "report_document", "report_frame", "to_json"]
