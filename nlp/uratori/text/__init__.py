"""Article -> folded text, sentences and tokens, all in the article's own offsets."""

from .document import Text, read_text
from .fold import fold, fold_kept
from .tokens import tokenize, tokens_before

__all__ = ["Text", "fold", "fold_kept", "read_text", "tokenize", "tokens_before"]
