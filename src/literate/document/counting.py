"""Counts: how many of several results stand in an order, when each is sure, unsure or surely not.

Of m results s are in the order and r are not, each at its share α / m (Bonferroni), so that the true count is
from s to m − r.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from literate.document import comparing, sums
from literate.document.comparing import Shares, Verdict
from literate.document.predicates import Comparison, Count, Sum
from literate.document.quantity import Missing
from literate.document.weighing import MEASURED, MISSING, NOISE, REFUTED, SUPPORTED, Weigh


def count(claim: Count, names: Mapping[str, Any], weigh: Weigh, shares: Shares) -> Verdict:
    """The verdict on a count."""
    verdicts = []
    each = min(shares.support, shares.refute) / len(claim.names)
    for name in claim.names:
        comparison = Comparison(Sum(((1, name),)), claim.order, claim.right, claim.within)
        both = sums.sides(comparison, names)
        if isinstance(both, Missing):
            return Verdict(MISSING, f"{both.run}: {both.why}")
        verdicts.append(comparing.compare(comparison, *both, weigh, Shares(each, each)))
    return _counted(claim, verdicts)


def _counted(claim: Count, verdicts: list[Verdict]) -> Verdict:
    kinds = [each.verdict for each in verdicts]
    least, most = kinds.count(SUPPORTED), len(kinds) - kinds.count(REFUTED)
    kind = _kind(claim, least, most)
    return Verdict(
        kind if MISSING not in kinds else MISSING,
        "; ".join(each.evidence for each in verdicts),
        str(Count("exactly", least, claim.names, claim.order, claim.right, claim.within))
        if kind == REFUTED and least == most
        else "",
        MEASURED if any(each.about == MEASURED for each in verdicts) else verdicts[0].about,
        tuple(dict.fromkeys(run for each in verdicts for run in each.runs)),
        *comparing.settled_by(kind, verdicts),
        comparing.weight_of_all(kind, verdicts),
    )


def _kind(claim: Count, least: int, most: int) -> str:
    """Whether the bound holds for every count from `least` to `most`, for none, or for some."""
    bound = {
        "exactly": [n == claim.number for n in range(least, most + 1)],
        "at least": [n >= claim.number for n in range(least, most + 1)],
        "at most": [n <= claim.number for n in range(least, most + 1)],
    }[claim.bound]
    return SUPPORTED if all(bound) else NOISE if any(bound) else REFUTED
