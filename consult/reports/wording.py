"""Says figures in the words and digits of a language, for templates."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel.lists import format_list
from markupsafe import Markup

from consult.i18n import Interface
from consult.reports import charts, tongues
from consult.reports.describing import Facts, describe, tone_of
from consult.reports.findings import SentimentName
from consult.reports.model import AccountingPart, Concern, Score, WorkingCount
from consult.statistics.intervals import Proportion

TENTHS = 10
HEAT_STEPS = (0.10, 0.18, 0.25, 0.35)
STABLE = 0.75
ACCOUNTING_COLOURS = {
    "in_concern": "p",
    "not_yet_grouped": "gold",
    "rare_only": "k",
    "no_reason_given": "mid",
    "copied": "copied",
    "unsupported_language": "na",
}
SENTIMENT_COLOURS: dict[SentimentName, str] = {
    "negative": "no",
    "mixed": "mid",
    "neutral": "mid",
    "positive": "yes2",
    "not_assessed": "na",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """What a template asks for; made for one language."""

    interface: Interface

    def count(self, count: WorkingCount) -> str:
        """Return a working count with the digits of the language."""
        return self.interface.number(count.value)

    def score(self, score: Score) -> str:
        """Return a measure with two decimals."""
        return self.interface.number(score.value, decimals=2)

    def bounds(self, share: Proportion) -> Markup:
        """Return the range of a share in whole hundredths, in brackets."""
        low = self.interface.number(round(100 * share.low))
        high = self.interface.number(round(100 * share.high))
        return Markup("<bdi>({}\N{EN DASH}{})</bdi>").format(low, high)

    def tenths(self, share: Proportion) -> int:
        """Return how many of ten dots a share fills."""
        return int(share.share * TENTHS + 0.5)

    def heat(self, share: Proportion) -> str:
        """Return the class that colours a cell, from ``d1`` to ``d5``."""
        return f"d{1 + sum(share.share >= step for step in HEAT_STEPS)}"

    def is_stable(self, score: Score) -> bool:
        """Whether a concern came back in most repetitions.

        The bound is that of C. Hennig, Cluster-wise assessment of cluster
        stability, Computational Statistics & Data Analysis 52 (2007), 258-271.
        """
        return score.value >= STABLE

    def attributes(self, tag: str) -> Markup:
        """Return ``lang`` and ``dir`` for words in a language."""
        return tongues.attributes(tag)

    def direction(self, tag: str) -> str:
        """Return the direction of words in a language."""
        return tongues.direction(tag)

    def own_name(self, tag: str) -> str | None:
        """Return a language's name in itself."""
        return tongues.own_name(tag)

    def language(self, tag: str, *, unknown: str) -> str:
        """Return a language's name for the reader, its tag, or what is unknown."""
        if not tag or tag == tongues.UNKNOWN:
            return unknown
        return tongues.name_in(tag, self.interface.language.locale) or tag

    def languages(self, tags: Sequence[str], *, unknown: str) -> str:
        """Return the names of languages as one phrase."""
        names = [self.language(tag, unknown=unknown) for tag in tags]
        return format_list(names, locale=self.interface.language.locale)

    def description(self, concern: Concern) -> Markup:
        """Return in one breath what a concern is."""
        counts = {name: count.value for name, count in concern.sentiment}
        tone = tone_of(
            concern.people.value,
            critical=counts.get("negative", 0),
            favourable=counts.get("positive", 0),
            between=counts.get("mixed", 0) + counts.get("neutral", 0),
        )
        facts = Facts(
            title=concern.label,
            terms=concern.terms,
            people=concern.people.value,
            languages=concern.languages,
            tone=tone,
        )
        return describe(facts, self.interface)

    def bar_end(self, concerns: Sequence[Concern]) -> float:
        """Return where the bars of these concerns end, as a share."""
        highs = [concern.share.value.high for concern in concerns if concern.share]
        return charts.bar_end(max(highs, default=1.0))

    def share_bar(self, share: Proportion, end: float) -> Markup:
        """Draw a share with its range."""
        percent = self.interface.percent(share.share)
        title = f"{percent} {self.bounds(share).striptags()}"
        return charts.share_bar(
            share.share, share.low, share.high, end=end, title=title
        )

    def sentiment_bar(self, concern: Concern, title: str) -> Markup:
        """Draw how many people are critical, favourable, or in between."""
        counts: dict[str, int] = {}
        for name, count in concern.sentiment:
            colour = SENTIMENT_COLOURS[name]
            counts[colour] = counts.get(colour, 0) + count.value
        segments = [charts.Segment(*pair) for pair in counts.items()]
        return charts.stacked_bar(segments, title=title)

    def accounting_bar(
        self, parts: Sequence[AccountingPart], *, title: str, description: str
    ) -> Markup:
        """Draw the bar in which every answer stands once."""
        segments = [
            charts.Segment(ACCOUNTING_COLOURS[part.name], part.answers.value)
            for part in parts
        ]
        return charts.accounting_bar(
            segments, name="accounting", title=title, description=description
        )

    def dots(self, filled: int) -> Markup:
        """Draw ten dots."""
        return charts.ten_dots(filled)

    def swatch(self, colour: str) -> Markup:
        """Draw the sample of a colour."""
        return charts.swatch(colour)

    def accounting_colour(self, part: AccountingPart) -> str:
        """Return the class of a part of the accounting bar."""
        return ACCOUNTING_COLOURS[part.name]
