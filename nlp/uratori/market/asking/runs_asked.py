"""What a claim on a run asks of the data: whose closes, and whether it still goes on."""

from __future__ import annotations

from ...records import Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..questions import Asked, Remark
from ..reading.phrases import OTHER_FIGURES, sentence_of
from ..reading.since_words import runs_price
from ..reading.words import says
from .moves_asked import side_of
from .runs_told import is_broken, is_over


def asked_run(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    """Give what a run of rises or falls asks for, or why it cannot be looked up."""
    if entity is None:
        return Remark(code="no_entity")
    text = fold_kept(analysis.article.text)
    sided = claim.mention is None and entity.startswith("fx:")
    behind = text[claim.sentence[0] : claim.sentence[1]] if sided else ""
    flipped, unclear = side_of(analysis, claim, entity, behind)
    priced = sided or runs_price(analysis, text, claim.sentence[0], quantity.start, entity)
    if not priced or set(claim.basis) & (OTHER_FIGURES - {"earlier"}):
        return Remark(code="other_figure")
    early = says("part_of_day", sentence_of(analysis, claim))
    broken = is_broken(analysis, claim, quantity)
    over = is_over(analysis, claim, quantity) or ("earlier" in claim.basis and not broken)
    unsure = unclear or early or over
    return Asked(entity=entity, flipped=flipped, unsure=unsure, broken=broken)
