"""The punctuation of all scripts, as the insides of character classes or sets."""

# Marks that end a sentence wherever they stand: Latin, Arabic, Urdu, Devanagari,
# Ethiopic, ideographic, Greek, Hebrew, Armenian, Burmese, Khmer and Tibetan.
SENTENCE_ENDS = "!?…؟۔।॥።፧፨。！？｡⁇⁈⁉‼;；؛\u037e׃։။៕།"
DOTS = ".．"
CLOSERS = "\"'”’»›)）]】}」』"
BULLETS = "•‣◦▪▫●○■□►▶➤➢✓✔★☆"
DASHES = "-–—"
LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
COMMAS = ",،、，﹐፣"
COLONS = (":", "：", "፦")
SEPARATORS = ",;:،؛、，"
APOSTROPHES = "'’"
AFTER_ADDRESS = ".,;:!?)]}»”’'\"؟۔،؛।。，、！？"
INVISIBLE = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff"
)
