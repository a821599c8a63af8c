"""Invented findings with safe defaults, for tests of reports."""

from collections.abc import Mapping
from typing import Any

from consult.reports.findings import (
    SENTIMENTS,
    Accounting,
    ConcernFinding,
    FileFindings,
    GroupFinding,
    MethodFinding,
    QuoteFinding,
    SentimentName,
)
from consult.statistics.intervals import wilson

WITH_REASON = 214
SIZES = {
    "gender": {"Women": 104, "Men": 96, "Other": 6},
    "age": {"18–24": 31, "25–34": 52, "35–64": 88, "65+": 40},
}


def a_quote(text: str, language: str = "en", **changes: Any) -> QuoteFinding:
    """Return a quote that starts where its answer starts."""
    values = {"response_id": "r1", "start": 0, "end": len(text)}
    return QuoteFinding(**{**values, "text": text, "language": language, **changes})


def a_concern(
    respondents: int = 31, of: int = WITH_REASON, **changes: Any
) -> ConcernFinding:
    """Return a concern of so many people, its share worked out."""
    share = wilson(respondents, of)
    values: dict[str, Any] = {
        "id": "c1",
        "label": "Street lamps are off at night",
        "language": "en",
        "terms": ("lamps", "dark"),
        "respondents": respondents,
        "sessions": 0,
        "statements": respondents,
        "share": share.share,
        "share_low": share.low,
        "share_high": share.high,
        "sentiment": {"negative": respondents},
        "languages": {"en": respondents},
        "quotes": (a_quote("The lamps are off."),),
    }
    return ConcernFinding(**{**values, **changes})


def some_groups(
    counts: Mapping[str, Mapping[str, int]],
) -> tuple[GroupFinding, ...]:
    """Return findings of groups in the sizes of ``SIZES``."""
    return tuple(
        GroupFinding(column, value, respondents, SIZES[column][value])
        for column, values in counts.items()
        for value, respondents in values.items()
    )


def a_method(**changes: Any) -> MethodFinding:
    """Return what a run with few settings would say of itself."""
    values: dict[str, Any] = {
        "recipe": {"concerns": "auto", "representations": ["words", "characters"]},
        "versions": {"consult": "0.1.0", "python": "3.11"},
        "seed": 42,
    }
    return MethodFinding(**{**values, **changes})


def some_findings(**changes: Any) -> FileFindings:
    """Return findings of a small file, changed as asked."""
    values: dict[str, Any] = {
        "question": "What worries you most?",
        "accounting": Accounting(260, 28, 3, 9, 4, 190, 26),
        "respondents": 240,
        "sessions": 6,
        "respondents_with_reason": WITH_REASON,
        "sessions_with_reason": 5,
        "languages": {"en": 200, "ar": 57, "sw": 3},
        "group_columns": (),
        "concerns": (a_concern(),),
        "rare": (),
        "not_yet_grouped_quotes": (),
        "method": a_method(),
    }
    return FileFindings(**{**values, **changes})


def feelings(**counts: int) -> dict[SentimentName, int]:
    """Return how many people are critical, favourable, or in between."""
    return {name: counts.get(name, 0) for name in SENTIMENTS}


def a_full_file() -> FileFindings:
    """Return findings that show all a report can show, in several scripts."""
    return some_findings(
        question="What worries you most about life in your area?",
        accounting=Accounting(1284, 143, 12, 47, 12, 1006, 64),
        respondents=1270,
        sessions=14,
        respondents_with_reason=1141,
        sessions_with_reason=13,
        languages={"en": 612, "ar": 388, "sw": 190, "fr": 71, "id": 14, "so": 9},
        group_columns=("gender", "age", "entered by"),
        concerns=_concerns(),
        rare=_rare(),
        not_yet_grouped_quotes=(
            a_quote("It used to be different."),
            a_quote("لا أعرف كيف أشرح، لكن الأمور ليست كما كانت.", "ar"),
            a_quote("C’est compliqué à dire en une phrase.", "fr"),
            a_quote("Mambo ni mengi.", "sw"),
        ),
        method=a_method(
            sentiment_scores={"en": 0.71, "ar": 0.66, "fr": 0.68, "sw": 0.55},
            language_mixing=0.22,
            recipe={
                "concerns": "auto",
                "representations": ["words", "characters", "vectors"],
                "rare": {"linkage": "average", "rank": 200, "threshold": 0.6},
                "starts": 20,
            },
            versions={
                "consult": "0.1.0",
                "numpy": "2.4.6",
                "python": "3.11.7",
                "scikit-learn": "1.9.1",
            },
        ),
    )


def _large(number: int, label: str, respondents: int, **changes: Any) -> ConcernFinding:
    # The same unevenness for every concern, so that tables have something to say.
    women = round(respondents * 0.56)
    ages = {"18–24": 0.1, "25–34": 0.24, "35–64": 0.46, "65+": 0.18}
    skew = {1: 0.9, 3: 1.6, 4: 0.2, 5: 1.7}.get(number, 1.0)
    groups = [
        GroupFinding("gender", "Women", women, 604),
        GroupFinding("gender", "Men", respondents - women - number % 3, 521),
        GroupFinding("gender", "Other", number % 3, 16),
    ]
    for value, (share, size) in zip(
        ages, zip(ages.values(), (140, 262, 515, 202), strict=True), strict=True
    ):
        factor = skew if value == "18–24" else 1.0
        groups.append(
            GroupFinding(
                "age", value, min(size, round(respondents * share * factor)), size
            )
        )
    groups.append(GroupFinding("entered by", "themselves", respondents, 1141))
    return a_concern(
        respondents, 1141, id=f"c{number}", label=label, groups=tuple(groups), **changes
    )


def _concerns() -> tuple[ConcernFinding, ...]:
    return (
        _large(
            1,
            "the street lamps are off after sunset",
            353,
            sessions=4,
            statements=371,
            stability=0.93,
            terms=("lamps", "dark", "river road", "المصابيح", "الظلام", "taa", "usiku"),
            sentiment=feelings(
                negative=268, mixed=21, neutral=31, positive=24, not_assessed=9
            ),
            languages={"en": 180, "ar": 110, "sw": 40, "fr": 20, "id": 3},
            quotes=(
                a_quote(
                    "After the market closes the lamps on the river road stay off. "
                    "My daughter walks home from her course there."
                ),
                a_quote(
                    "نعود من صلاة العشاء في الظلام، والمصابيح معطّلة منذ أشهر.", "ar"
                ),
                a_quote(
                    "Taa za barabarani hazifanyi kazi, usiku tunatembea kwa hofu.", "sw"
                ),
                a_quote(
                    "Près de la gare, l’éclairage est revenu. Il manque encore la "
                    "route de la rivière.",
                    "fr",
                ),
            ),
        ),
        _large(
            2,
            "they write it down and nobody ever comes back",
            274,
            sessions=2,
            statements=281,
            stability=0.9,
            terms=("promise", "answer", "nobody", "وعود"),
            sentiment=feelings(
                negative=229, mixed=12, neutral=16, positive=9, not_assessed=8
            ),
            languages={"en": 150, "ar": 90, "sw": 34},
            quotes=(
                a_quote("They said in March that the lights come back in May."),
                a_quote(
                    "كل مرة وعود ولا أحد يعود إلينا بجواب.",
                    "ar",
                    sentiment="negative",
                    decided=((12, 18), (8, 12)),
                ),
                a_quote(
                    "We asked three times. Not a yes, not a no, not a date.",
                    sentiment="negative",
                    decided=((22, 25),),
                ),
            ),
        ),
        _large(
            3,
            "لا مكان للشباب في المساء",
            226,
            language="ar",
            statements=240,
            stability=0.88,
            terms=("الشباب", "المساء", "youth room", "evening"),
            sentiment=feelings(
                negative=140, mixed=30, neutral=22, positive=34, not_assessed=0
            ),
            languages={"ar": 150, "en": 76},
            quotes=(
                a_quote("تُغلق غرفة الشباب في الخامسة ولا يبقى لنا سوى الشارع.", "ar"),
                a_quote("The youth room closes at five and the library at six."),
                a_quote(
                    "Keep the youth room open in the evening <b>please</b> & thanks"
                ),
            ),
        ),
        _large(
            4,
            "the bus to the health centre stopped running",
            171,
            statements=176,
            stability=0.91,
            terms=("bus", "health centre", "market day"),
            sentiment=feelings(negative=150, mixed=8, neutral=7, positive=6),
            languages={"en": 120, "sw": 51},
            quotes=(
                a_quote("The bus on market day is gone. I pay a taxi to the clinic."),
                a_quote("Basi la kwenda kituo cha afya halipo tena.", "sw"),
                a_quote("My mother stays away from the doctor now."),
            ),
        ),
        _large(
            5,
            "police stop the same boys again and again",
            139,
            stability=0.66,
            terms=("police", "stop", "reason"),
            sentiment=feelings(
                negative=87, mixed=15, neutral=13, positive=22, not_assessed=2
            ),
            languages={"en": 100, "fr": 39},
            quotes=(
                a_quote("Stopped four times this month, never a reason given."),
                a_quote("Les nouveaux agents du quartier disent bonjour.", "fr"),
                a_quote("My son is afraid of the way to school."),
            ),
        ),
        _large(
            6,
            "maji yanakatwa bila taarifa",
            41,
            language="sw",
            stability=None,
            terms=("maji", "water"),
            sentiment=feelings(negative=21, not_assessed=20),
            languages={"sw": 30, "und": 11},
            quotes=(
                a_quote("Maji yanakatwa bila taarifa, bili inaongezeka.", "sw"),
                a_quote("Water cut again", "und"),
            ),
        ),
    )


def _rare() -> tuple[ConcernFinding, ...]:
    return (
        a_concern(
            3,
            1141,
            id="r1",
            label="no sign language at the town hall desk",
            terms=("sign language", "deaf"),
            sentiment=feelings(negative=2, not_assessed=1),
            quotes=(
                a_quote("No sign language at the town hall desk, I write on paper."),
                a_quote("Deaf people are not told when the hearing is."),
            ),
        ),
        a_concern(
            2,
            1141,
            id="r2",
            label="المقبرة القديمة بلا حارس",
            language="ar",
            terms=("المقبرة",),
            sentiment=feelings(negative=2),
            languages={"ar": 2},
            quotes=(a_quote("المقبرة القديمة بلا حارس وتُرمى فيها النفايات.", "ar"),),
        ),
    )
