"""Two disjoint sets of characters: the classes that are told apart, and those that networks are pretrained on.

Characters that look alike in any face or when turned a little are left out of both, such as Latin A and Greek Alpha,
dashes, primes, O and zero; neither holds a digit nor what looks like one.
"""

REPORT = (  # 200: Latin, Greek and Cyrillic letters, signs, operators, arrows
    "#$%&+<=>?@ABCDEHJKLMNOPQRSTUVWXYZabdefkmnpqrty~¢£¤"
    "¦§©¬®±¶¿×ßΓΞΣΦΨαβδεζηιλμνξςσχωЁЂЃЉЊЋЌЎЏДЖЙЛЧЩЪЫЮЯк"
    "цьёђѓїћќ‡‰₦€₯₸₹₺←↓↖↗↘↙↠↤↦↭↯↶↷↸↹↺↻⇄⇅⇇⇈⇐⇧⇯∂∃∄∆∇∈∉∋∌∏"
    "∓∗√∛∝∞∟∠∤∥∨∬∭∹∺∻∽≂≈≐≑≒≓≠≡≤≥⊂⊃⊅⊆⊇⊌⊏⊐⊑⊒⊓⊔⊞⊠⊢⊣⊥⊦⊧⊨⊩⊬⋄"
)

PRETRAINING = (  # 309: the same and Armenian, Georgian, phonetic letters, pictures
    "()ªºƏƕƜƢƣƦƷƸǇǊǌǱǳȣɁɂɄɐɘɞɣɤɮɶɷɸɹʁʇʉʍʎʕʖʚʞʬʭͰͲͶ;·Ϗϗϙ"
    "ϚϝϞϟϠϡϰϷϺϻϽѢѣѤѪѬѰѴҠӋԔԱԲԳԴԵԶԷԸԹԺԻԽԾԿՀՁՃՄՅՆՇՊՌՎՐՔՖ՛՜"
    "՞դէըթիխկձճնչպջվփֆႡႣႥႦႧႨႩႪႫႬႮႯႰႴႵႷႸႼႽႾႿჄჅადეთკლნრტუ"
    "ფქღჯჰჱჷჹჺ჻ᴁᴂᴆᴑᴒᴖᴗᴙᴚᴞẞỺỻι‱‸‼⁂⁇⁈⁉⁋℃℉ℎ№™ÅℲ⅁⅂⅃⅄⅋⇉⇊⇖⇗⇘⇙"
    "⇛⇨⇩⇱⇲⇵⇶⌂⌐⌑⌘⌙⌥⌨⎨⎬⏏□▣▭▱▲▶▷►▻▼◀◁◄◅◇◊○◌◎☸☹☻☿♁♂♃♄♅♆♇♡♢♣"
    "♤♥♧♩♪♫♬♭♮⟰⟱⟲⟳⤊⨌⬈⬉⬚ⴀⴁⴂⴃⴅⴆⴇⴈⴎⴏⴐⴒⴓⴕⴘⴛⴜⴟⴡⴢⴤⴥꙄꙔꙖꙗꜦꜨꜫꜳꜴꜶ"
    "ꜸꜹꜼꜽꝆꞂꟻꟽꟿ"
)
