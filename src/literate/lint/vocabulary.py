r"""The words that the lint looks for, one kind a list; each entry is a regular expression, and case does not count.

higher | outperform\w* | as (?:good|fast) as
"""

from __future__ import annotations

import re


def any_of(entries: str) -> str:
    """A pattern that matches any entry; they are separated by bars and line ends."""
    found = [entry.strip() for line in entries.strip().splitlines() for entry in re.split(r" \| ", line)]
    return f"(?:{'|'.join(filter(None, found))})"


RANKING = any_of(r"""
    higher | lower | better | worse | best | worst | faster | slower | quicker | speedier | stronger | weaker
    superior | inferior | fewer | less | more | tighter | looser | steeper | smoother | noisier | sooner
    cheaper | costlier | greater | poorer | cleaner | sharper | milder | likelier | healthier | easier | harder
    safer | closer | steadier | shakier | tougher | trickier | calmer | rougher | flatter | clearer | fairer
    preferable | (?:best|worst|better|worse|higher|lower)-(?:performing|scoring|than\S*)
    (?:second|third|fourth)-(?:best|worst) | outperform\w* | outscor\w* | outclass\w* | outdo\w* | outstrip\w*
    outshin\w* | underperform\w* | beats? | beaten | beating | bests | exceed(?:s|ed|ing)? | surpass\w*
    w[io]ns? | winning | winner | champion | loses | lost to | trail(?:s|ed|ing)? | lag(?:s|ged|ging)?
    dominat\w+ | overtak\w+ | overtook | eclips\w+ | rivals | tops | leads | leading | ahead | behind
    edges? (?:out|past|ahead) | the (?:lead|edge|upper hand) | runner-up | front-runner | leader
    top-performing | top performer | unmatched | unrivall?ed | unbeaten | catch(?:es)? up | no advantage
    close second | improve[sd] | improving | improvements? | worsen\w* | deteriorat\w* | degrade[sd]?
    boost(?:s|ed)? | hurts? | harms? | (?:falls?|fell|comes?|came) (?:short|close)
    (?:ranks?|ranked|comes?|came|finish(?:es|ed)?) (?:first|second|third|last)
    in (?:first|second|third|last) place | (?:on|at the|to the) top(?! of that) | at the bottom | second to none
    (?:above|below|over|under|beyond) (?:that of|those of|the (?:others?|rest)\b|all (?:others?|the)\b)
    (?:above|below|over|under|beyond) (?:every other|its rivals?) | (?:is|are|was|were) optimal | on (?:a )?par
    on (?:an )?equal (?:footing|terms) | neck and neck | ties? with | tied with
    as (?:good|bad|well|high|low|accurate|fast|slow|strong) as
    as (?:weak|quickly|tight|reliabl[ey]|robust|stable) as | compar(?:able|ably)(?! to those)
    equivalent(?:ly)? (?:to|results?|performance) | equally (?!spaced|likely|many|weight|divided)\w+
    no (?:\w+ )?difference | (?:not|hardly|barely|scarcely) differ | indistinguishable | stands? out | excels?
    shines | pays off | state[- ]of[- ]the[- ]art
    same (?:test |training |final |validation )?(?:accuracy|score|performance|result|error|loss|level)
    similar(?:ly)? (?:to|well|good|high|low|accura\w+|scores?|performance|results?)
    (?:wide|large|clear|narrow|small|comfortable|considerable|huge|slim|big|fair) margin
""")

# Words that also describe how a thing is made, and rank only beside a measure or `than`.
BESIDE = any_of(r"""
    wider | narrower | larger | smaller | bigger | deeper | shallower | longer | shorter | earlier | later
    nearer | simpler | denser | sparser | heavier | lighter | richer | finer | coarser | thinner | thicker
    improve | increas\w+ | decreas\w+ | ris(?:es|en|ing) | rose | fall(?:s|en|ing)? | fell | drop(?:s|ped|ping)?
    grow(?:s|n|ing)? | grew | shr[iau]nk\w* | climb\w* | declin\w+ | plateau\w* | gain(?:s|ed|ing)?
    reduc(?:es|ed|ing) | lower(?:s|ed) | raise[sd] | advantage | edge | benefits? | benefited | suffer(?:s|ed)?
    help(?:s|ed)? | match(?:es|ed) | equals? | identical | collapse[sd]? | slips? | slipped
""")

MEASURES = any_of(r"""
    accurac\w+ | loss(?:es)? | errors? | recall | precision | f-?1?-?(?:scores?|measure) | scores? | auc | gap
    performance | generali[sz]ation | results? | calibration | curves? | scatter | confidence | convergence
    training time | runtime | speed | margin | than | variance | spread | metrics?
""")

# Set phrases, names of methods, how to read a figure, what is to come.
NOT_RANKING = any_of(r"""
    at (?:most|least|best|worst)\b | more or less | (?:one|once|any|no) more\b(?! (?:than|accurate))
    more (?:general|generally|precisely|specifically|formally|information|details?|on (?:this|that)|about (?:this|that))
    (?:higher|lower)[- ](?:level|layers?|order|dimension\w*|case)
    (?:best|worst)[- ](?:case|practices?|effort|guess) | (?:best|better) known
    (?:lower|upper) (?:left|right|half|part|panel|row|bound|case|triang\w+|corner|edge)
    (?:higher|lower|less|more|smaller|larger|greater) (?:is|are|means?) \w+ | leads? (?:to|over)\b
    leading (?:to|zero) | goe?s? ahead | look\w* ahead | behind (?:the scenes|this|it|them|each|every)
    idea behind | steepest descent | hard(?:er|est) (?:margin|negative|positive|image|example|sample|triplet)s?
    least[- ]squares | easier to read | as well as (?:the|a|an|its|their|all|by|in|on|to|for|those|that|of)\b
    greatest (?:score|probability|common)
""")

NO_SUPERLATIVE = any_of(r"""
    test | rest | nearest | farthest | interest | request | quest | suggest | west | forest | honest | modest
    earnest | contest | digest | protest | arrest | invest | manifest | harvest | guest | latest | vest | pest
    chest | nest | zest | crest | jest | attest | congest | retest | unrest | pretest | ingest
""")

REASON = any_of(r"""
    because | due to | owing to | (?<!many )thanks to | on account of | as a (?:result|consequence) of
    (?:a|the) (?:\w+ )?consequences? of | (?:is|are|was|were) (?:the|a) (?:\w+ )?result of
    (?:possible|likely|probable|main|plausible|obvious|simple) (?:reasons?|causes?|explanations?)
    the (?:\w+ )?(?:reasons?|cause|culprit|explanation) (?:is|are|was|may|might|could)
    the (?:\w+ )?(?:reasons?|cause|culprit|explanation) (?:lies|for|why|that|being|here|behind)
    (?:may|might|could|can|must|will) be (?:the|a|one) (?:\w+ )?(?:reason|cause|explanation|culprit)
    for (?:this|that|the same|the) reason | to blame | blamed? on | responsible for
    (?:is|are|was|were) down to | boils down to | explain(?:s|ed)? (?:why|by|the|this|that|these|its|it)
    (?:which|that|this) is why | caused? by | causes (?:the|it|this) | stems? from | stemm(?:ed|ing) from
    attribut(?:ed|able) to | attribute (?:this|the|it) to | can be traced | traces? back to | arises? from
    comes? from the fact | results? from | resulting from | brought about by | so it (?:would|will|can|may|must)
    (?<=, )as (?:it|its|they|their) (?!is shown|are shown)
    since (?:it|its|the|they|their|there|this|these|each|all|every|both|no|our|we|a|an|only|more|many|most)
    (?:suggest|indicat)(?:s|es|ing) that | presumably | probably | possibly
""")


SMALL = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
UP_TO_TWELVE = any_of(" | ".join(["zero", *SMALL]))
ABOVE = any_of(r"""
    thirteen | fourteen | fifteen | sixteen | seventeen | eighteen | nineteen | twenty | thirty | forty | fifty
    sixty | seventy | eighty | ninety | hundreds? | thousands? | millions? | billions? | dozens?
""")
NUMERAL = f"(?:{UP_TO_TWELVE}|{ABOVE})"

# What results are counted in: "six classes", "three of the five".
COUNTED = any_of(rf"""
    class(?:es)? | images? | pictures? | photographs? | photos | samples? | examples? | epochs?
    (?:percentage )?points? | percent | per cent | errors? | mistakes? | misclassifications? | confusions?
    times | fold | orders? of magnitude | seconds? | minutes? | hours? | days? | parameters? | weights | steps
    iterations? | updates | repetitions | pixels | (?:support )?vectors | pairs | predictions? | labels | cases
    (?:of|out of|in|from) (?:every |the |all |its |our |these )?{NUMERAL}
    (?:out )?of (?:the|all|its|our|their|these|those)
""")

SHARE = any_of(rf"""
    half (?:of|as|the|a|an|that|those|are|were) | halves | (?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies
    (?:third|quarter|fifth|tenth)s? of | (?:a|one|two|three|four) (?:third|quarter|fifth|tenth)s? | twice
    thrice | doubl(?:es|ed|ing) | triples | tripled | quadrupled? | halved | halving | {NUMERAL}fold
    an order of magnitude | factor of {UP_TO_TWELVE}
    (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|fifteenth|twentieth) epoch
""")

# What is numbered, and not counted: "Question 2", "Python 3.11", "3 March".
MONTH = any_of(r"""
    January | February | March | April | May | June | July | August | September | October | November | December
""")
NUMBERED = any_of(rf"""
    question | part | task | exercise | assignment | problem | step | chapter | section | sec\. | § | week
    lecture | page | pp\. | p\. | appendix | algorithm | theorem | lemma | volume | python | pytorch | torch
    torchvision | numpy | scikit-learn | cuda | version | release | rtx | gtx | tesla | ubuntu | debian | cc by
    group | team | no\. | homework | {MONTH} | stride | padding
""")
SIZED = any_of(rf"""
    \s{MONTH}\b | -bit\b | :\d+ (?:pattern|sparsity|split) | \s*-?conv | \s*kernel | \s*filter | \s*max-?pool
    \s*(?:average )?pool | \s*patch | \s*window | \s*stride
""")
