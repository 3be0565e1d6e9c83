"""What the terminal says of a claim: file, line, verdict, sentence, numbers, and what to do next.

q3.md.j2:14  refuted       "Adam is best"   adam.test 0.871, momentum.test 0.892: −2.1 points (−3.9 … −0.3), …
                           now true: {? momentum.test is best }
q3.md.j2:15  within noise  "…"   … Write "not distinguishable from", or settle it: about 8 seeds, 11 min: …
"""

from __future__ import annotations

from literate.document.rounding import SPACE, seconds
from literate.document.verdicts import Judged
from literate.document.weighing import NOISE, REFUTED


def told(claim: Judged) -> bool:
    """Whether a claim is for the terminal: refuted, or within noise with no other text for that."""
    return claim["verdict"] == REFUTED or (claim["verdict"] == NOISE and not claim["otherwise"])


def describe(claim: Judged) -> str:
    """One or two lines."""
    place = f"{claim['file']}:{claim['line']}"
    line = f'{place}  {claim["verdict"]:<12}  "{claim["text"]}"   {claim["evidence"]}'
    if claim["verdict"] == NOISE:
        return f"{line}. {advice(claim)}"
    below = " " * (len(place) + 16)
    return f"{line}\n{below}now true: {{? {claim['now']} }}" if claim["now"] else line


def advice(claim: Judged) -> str:
    """What to do about a claim within noise."""
    write = 'Write "not distinguishable from"'
    if not claim["seeds"]:
        return f"{write}: {price(claim)}"
    page = claim["file"].partition(".")[0]
    return f"{write}, or settle it: {price(claim)}: doit settle {page}:{claim['line']}"


def price(claim: Judged) -> str:
    """What it would cost to decide a claim within noise: `about 8 seeds, 11 min`."""
    if not claim["seeds"]:
        return "no number of seeds would settle it on these images"
    time = seconds(claim["seconds"]).replace(SPACE, " ")
    return f"about {claim['seeds']} seeds, {time}"
