"""Invented sentences with addresses and telephone numbers, and with other numbers.

Nobody has these numbers: they are drawn. Which formats people really use is known
better by a set with the column ``masked``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from numpy.random import Generator

EACH: Final = 60
# The first of ten digits in a row, and a language that writes them.
DIGITS: Final[Mapping[str, tuple[int, str]]] = MappingProxyType(
    {
        "Latin": (0x30, "en"),
        "Arabic": (0x660, "ar"),
        "Persian": (0x6F0, "fa"),
        "Devanagari": (0x966, "hi"),
        "Bengali": (0x9E6, "bn"),
        "Ethiopic": (0x1368, "am"),
    }
)
CARRIERS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "en": (
            "Please write to me at {} about the road.",
            "My contact is {}, call any evening.",
            "The lamp is broken. {}",
        ),
        "ar": ("يمكنكم التواصل معي على {} بخصوص الطريق.", "الإنارة معطلة، {}"),
        "fa": ("لطفا درباره جاده با {} تماس بگیرید.", "چراغ خیابان خراب است، {}"),
        "hi": ("सड़क के बारे में मुझे {} पर बताइए।", "बत्ती खराब है, {}"),
        "bn": ("রাস্তা নিয়ে আমাকে {} এ জানান।", "বাতি নষ্ট, {}"),
        "am": ("ስለ መንገዱ በ {} ያግኙኝ።", "መብራቱ ተበላሽቷል፣ {}"),
    }
)
ORDINARY: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "en": (
            "Bus {a} comes at {h}:{m} and is full.",
            "Since {year} the rent went from {b} to {c}.",
            "We paid {b}.{m} for {a} bags of rice.",
            "Between {h}:00 and {h}:{m} there is no water in block {a}.",
            "In {year} there were {a} classrooms for {c} children.",
            "The price rose by {a} % to {b},{c} in {year}-{a}.",
        ),
        "ar": (
            "منذ عام {year} ننتظر الحافلة رقم {a} حتى الساعة {h}:{m}.",
            "دفعنا {c} مقابل {a} أكياس.",
        ),
        "fa": (
            "از سال {year} اتوبوس {a} ساعت {h}:{m} می‌آید.",
            "قیمت نان {c} تومان شد.",
        ),
        "hi": ("{year} से बस {a} सुबह {h}:{m} पर आती है।", "चावल {c} रुपये का हो गया।"),
        "bn": ("{year} সাল থেকে {a} নম্বর বাস {h}:{m} এ আসে।", "চালের দাম {c} টাকা।"),
        "am": ("ከ {year} ጀምሮ አውቶቡስ {a} በ {h}:{m} ይመጣል።", "ዳቦ {c} ብር ሆነ።"),
    }
)
NAMES: Final = ("amina.k", "j_odhiambo", "info", "maria-lopez7", "r.khan", "t+news")
DOMAINS: Final = ("mail.example.org", "post.example.com", "uni-talvera.example.net")
PAGES: Final = ("https://{}/road/{}", "http://{}/?id={}", "www.{}/p/{}", "{}/page{}")
PHONES: Final = (
    "+### ### ######",
    "+## ## #### ####",
    "0### ######",
    "(0##) ### ## ##",
    "0##-###-####",
    "00### ########",
    "##########",
    "0## ## ## ## ##",
    "+#-###-###-####",
)


@dataclass(frozen=True, slots=True)
class Planted:
    """A sentence and where its personal data stand, in code points."""

    text: str
    language: str
    start: int
    end: int


def planted_sentences(random: Generator) -> dict[tuple[str, str], list[Planted]]:
    """Return sentences by kind and digits."""
    planted: dict[tuple[str, str], list[Planted]] = {}
    for kind, drawn in (("e-mail", _email), ("link", _link)):
        texts = [_plant(_language(random), drawn(random), random) for _ in range(EACH)]
        planted[kind, "Latin"] = texts
    for name, (zero, language) in DIGITS.items():
        planted["phone", name] = [
            _plant(language, _phone(random, zero), random) for _ in range(EACH)
        ]
    return planted


def ordinary_sentences(random: Generator) -> list[tuple[str, str]]:
    """Return sentences with years, times, prices and amounts, and their language."""
    sentences: list[tuple[str, str]] = []
    for zero, language in DIGITS.values():
        for number in range(EACH):
            own = ORDINARY[language]
            filled = own[number % len(own)].format(
                a=_written(int(random.integers(1, 99)), zero),
                b=_written(int(random.integers(100, 999)), zero),
                c=_written(int(random.integers(1_000, 9_999)), zero),
                h=_written(int(random.integers(1, 24)), zero),
                m=_written(int(random.integers(10, 60)), zero),
                year=_written(int(random.integers(1_980, 2_030)), zero),
            )
            sentences.append((filled, language))
    return sentences


def _plant(language: str, datum: str, random: Generator) -> Planted:
    carrier = CARRIERS[language][random.integers(len(CARRIERS[language]))]
    start = carrier.index("{}")
    return Planted(carrier.format(datum), language, start, start + len(datum))


def _language(random: Generator) -> str:
    return list(CARRIERS)[random.integers(len(CARRIERS))]


def _email(random: Generator) -> str:
    name = NAMES[random.integers(len(NAMES))]
    return f"{name}{random.integers(99)}@{DOMAINS[random.integers(len(DOMAINS))]}"


def _link(random: Generator) -> str:
    page = PAGES[random.integers(len(PAGES))]
    return page.format(DOMAINS[random.integers(len(DOMAINS))], random.integers(999))


def _phone(random: Generator, zero: int) -> str:
    pattern = PHONES[random.integers(len(PHONES))]
    drawn = "".join(
        str(random.integers(1, 10)) if sign == "#" else sign for sign in pattern
    )
    return _written(drawn, zero)


def _written(number: int | str, zero: int) -> str:
    """Return digits in another script; Ethiopic has none for 0 and keeps ours."""
    return "".join(
        chr(zero + int(sign)) if sign in "123456789" or _has_zero(sign, zero) else sign
        for sign in str(number)
    )


def _has_zero(sign: str, zero: int) -> bool:
    return sign == "0" and chr(zero).isdecimal()
