"""Two disjoint sets of characters: the classes to tell apart, and those that networks are pretrained on.

Characters that look alike in a face that training shows, upright or when turned a little, are left out of both, such
as Greek Alpha, dashes, primes, and O beside zero; neither holds a digit nor what looks like one. In the faces of the
test alone two pairs are nearly alike: V and ∨ in DejaVu Sans Mono, √ and ∛ in STIXGeneral.
"""

REPORT = (  # 200: Latin, Greek and Cyrillic letters, signs, operators, arrows
    "#$%&+<=>?@ABCDEHJKLMNPQRSTUVWXYZabdefkmnpqrty~¢£¤¦"
    "§©ª¬®±¶º¿×ßΓΞΣΦΨαβδεζηιλμνξςσχωЁЂЉЋЎЏДЖЙЛЧЩЪЫЮЯцьё"
    "ђѓїћќ‡‰₦€₯₸₹₺™←↓↖↗↘↙↠↤↦↭↯↶↷↸↹↺↻⇄⇅⇇⇈⇐⇧⇯∂∃∄∆∇∈∉∋∌∏∓∗"
    "√∛∝∞∟∠∤∥∨∬∭∹∺∻∽≈≐≒≓≠≡≤≥⊂⊃⊅⊆⊇⊌⊏⊐⊑⊒⊓⊔⊞⊠⊢⊣⊥⊦⊧⊨⊩⊬⋄♂♣♫♭"
)

PRETRAINING = (  # 301: the same and Armenian, Georgian, phonetic letters, pictures
    "()ƏƕƜƢƣƦƷƸǇǊǌǱǳȣɁɂɄɐɘɞɣɤɮɶɷɸɹʁʇʉʍʎʕʖʚʞʬʭͰͲͶ;·ϏϗϙϚϝ"
    "ϞϟϠϡϰϷϺϻϽѢѣѤѪѬѰѴҠӋԔԱԲԳԴԵԶԷԸԹԺԻԽԾԿՀՁՃՄՅՆՇՊՌՎՐՔՖ՛՜՞դ"
    "էըթիխկձճնչպջվփֆႡႣႥႦႧႨႩႪႫႬႮႯႰႴႵႸႼႽႾႿჄჅადეთკლნრტუფქღ"
    "ჯჰჱჷჹჺ჻ᴁᴂᴆᴑᴒᴖᴗᴙᴚᴞẞỺỻι‱‸‼⁂⁇⁈⁉⁋℃℉ℎ№ÅℲ⅁⅂⅃⅄⅋⇉⇊⇖⇗⇘⇙⇛⇨⇩⇱"
    "⇲⇵⇶⌂⌐⌑⌘⌙⌥⌨⎨⎬⏏□▣▭▱▲▶▷►▻▼◀◁◄◅◇◊○◌◎☸☹☻☿♁♃♄♅♆♇♡♢♤♥♧♩♪♬"
    "♮⟰⟱⟲⟳⤊⨌⬈⬉⬚ⴀⴁⴂⴃⴅⴆⴇⴈⴎⴏⴐⴒⴓⴕⴘⴛⴜⴟⴡⴢⴤⴥꙄꙔꙖꙗꜦꜨꜫꜳꜴꜶꜸꜹꜼꜽꝆꞂꟻꟽ"
    "ꟿ"
)
