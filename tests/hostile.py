"""Texts that scorers stumble over, and a strategy that makes more of them."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import strategies as st

SPACES = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\u00a0\u1680\u2000\u2007\u200a\u2028\u2029\u202f\u205f\u3000"
NEARLY_SPACES = "\u180e\u200b\u200c\u200d\u2060\ufeff"
PASSED_OVER = "'\u2019.:\u00ad\u0301\u0307\u02b0\u0345^`\u00b7\u200d\U0001f3fb\U000e0001"  # by the rule of final sigma

AWKWARD = {
    "empty": "",
    "one letter": "a",
    "white space alone": SPACES,
    "white space of all kinds": "quay".join(SPACES),
    "what is nearly white space": "quay".join(NEARLY_SPACES),
    "a final sigma": "ΟΔΟΣ Σ ΣΑ ΑΣ ΑΣΑ ΣΣ ΑΣΣ ς ΑΣ. Α.Σ ΑΣ",
    "a final sigma behind what is passed over": " ".join(
        f"A{c}Σ AΣ{c} AΣ{c}B {c}Σ Σ{c} A{c}{c}Σ{c}{c}B" for c in PASSED_OVER
    ),
    "a final sigma over the border of words": "Α Σ Α'Σ 'Σ' Α'' ''Σ Β1Σ Β_Σ ΑΣ1 ΑΣ_Β\nΣ",
    "a final sigma far away": "A" + "'" * 5_000 + "Σ" + "\u0301" * 5_000 + "B AΣ" + "." * 5_000,
    "letters whose lower case is longer": "İ İSTANBUL i\u0307 Iİ ΑİΣ Ⱥ Ⱦ ȺΣ ẞ STRASSE straße ẞẞ",
    "letters whose lower case is shorter": "K Å Ω KELVIN Ångström ẞeta Ⱥ",
    "titlecase digraphs": "ǅ ǆ Ǆ ǈ ǋ ǲungla ᾈ ᾼ ῼ Ωι",
    "capitals of other scripts": "ႠႡ Ა Ꭰ ꭰ ꮿ Ᏸ 𐐀𐐨 𞤀 𐲀 Ⲁ Ꙁ ԱԲ Ⴧ",
    "digits of all scripts": "12 ١٢ १२ ๑๒ 𝟙𝟚 ①② ²³ ½¼ Ⅷ ⅷⅨ 一二 ㊿ 𐄇𐄈 x² 5½ _1 1_",
    "underscores": "_ __ ___ a_b _a a_ __x__ A_B",
    "NUL": "\x00 a\x00b quay\x00 \x00\x00ab\x00",
    "full width": "ＡＢＣ　ａｂｃ１２ ＱＵＡＹ＿",
    "astral": "🙂 🇰🇷 𝐀𝐁 𝔮𝔲𝔞𝔶 👩‍👩‍👧 quay🙂quay 🏽 𠀀𠀁",
    "combining marks": "e\u0301 É e\u0301e\u0301 \u0301 a\u0345b a\u20dd n\u0303o क्षि ก็ ㅎㅏㄴ 한국",
    "ligatures": "ﬀ ﬁne oﬃce ŉ ǰ ΐ և ﬆ",
    "lone surrogates": "\ud800 a\udfffb quay \udc00\ud800 quay",
    "a lone surrogate and a long lower case": "\ud83d İ quay",
    "quotes": "“quay” ‘noise’ don’t don't «U.S.» „North Korea“",
    "right to left": "\u202equay\u202c قناة נמל سلام\u0640",
    "last code points": "\U0010ffff\U0010fffe a\U0010ffffb \uffff\ufffe \ue000",
    "words that share eight letters": "abcdefgh abcdefghi abcdefgh1 abcdefghabcdefgh abcdefg abcdefgi ABCDEFGHI",
    "actors": "U.S. U.S.A US us USA U.S.-led North Korea North Koreans Koreas theNorth the North's Korea",
    "a word at the end of another": "North Kore North Korea\u0301 North  Korea North\nKorea North Korea_",
}


def every_letter(every: int = 4096, per_text: int = 512) -> list[str]:
    """Texts in which every code point stands in each of several places, those of one lower case and no surrogate.

    Of ideographs, syllables of Korean and code points without a meaning, which are many and alike, one in *every*.
    """
    letters = [
        letter
        for number, letter in enumerate(map(chr, range(sys.maxunicode + 1)))
        if not (number % every and _is_one_of_many(letter))
        and not "\ud800" <= letter <= "\udfff"
        and len(letter.lower()) == 1
    ]
    return [
        " ".join(f"a{c}a {c} AΣ{c} {c}Σ {c}Σa A{c}Σ" for c in letters[i : i + per_text])
        for i in range(0, len(letters), per_text)
    ]


def _is_one_of_many(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return kind in {"Cn", "Co"} or (kind == "Lo" and unicodedata.east_asian_width(letter) == "W")


def hostile_texts(max_size: int = 200) -> st.SearchStrategy[str]:
    """Any text; texts of few letters, all of them awkward; and texts of words that models know."""
    known = "quay QUAY noise North Korea U.S. US ab abc abcdefgh abcdefghi ΑΣ ΣΑΣ straße ﬁne 한국 🙂 a_b ١٢ x the ȺȾ K"
    words = st.sampled_from([*known.split(), "İ", "e\u0301", "\x00", "\ud800"])
    between = st.sampled_from([" ", "", "-", ".", "'", "\u00ad", "\u00a0", "  ", "\n", "\u0301"])
    return st.one_of(
        st.text(max_size=max_size),
        st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=max_size),
        st.text(alphabet=f"abAB1_ .\u00ad\u0301\u2019'ΣσςİıßẞÉé한🙂\x00{SPACES}", max_size=max_size),
        st.lists(st.one_of(words, between)).map("".join),
        between.flatmap(lambda joint: st.lists(words).map(joint.join)),
    )
