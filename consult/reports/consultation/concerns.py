"""Composes what people wrote: concerns, who raises them, where every answer stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from consult.privacy.disclosure import (
    Part,
    Reason,
    ReleasedCount,
    Withheld,
    protect_counts,
    release_count,
    release_part,
)
from consult.reports.checks import check
from consult.reports.compose import MIXING_WARNED_OF, quoted
from consult.reports.consultation.accounting import compose_accounting
from consult.reports.consultation.breakdowns import compose_breakdowns
from consult.reports.consultation.figures import (
    HUNDRED,
    ReleasedShare,
    share_with,
)
from consult.reports.consultation.findings import ConcernsFinding, ConsultationFindings
from consult.reports.consultation.model import (
    AccountingPart,
    Concern,
    Concerns,
    OpenQuestion,
    SentimentPart,
    Stability,
    Twin,
)
from consult.reports.findings import (
    ConcernFinding,
    FileFindings,
    SentimentName,
)
from consult.reports.grouping import Placed, broad_groups, shared_words
from consult.reports.model import Score, Words

STABLE_FROM: Final = 0.75
UNSTABLE_BELOW: Final = 0.60
WITH, WITHOUT = "with", "without"
SENTIMENTS: Final[Mapping[SentimentName, tuple[SentimentName, ...]]] = {
    "negative": ("negative",),
    "mixed": ("mixed", "neutral"),
    "positive": ("positive",),
    "not_assessed": ("not_assessed",),
}


def compose_concerns(findings: ConsultationFindings) -> Concerns | None:
    """Return the concerns, or None until the answers have been read.

    Raises ``FindingsDisagree`` when figures do not fit together.
    """
    finding = findings.concerns
    if finding is None:
        return None
    found, threshold = finding.found, findings.threshold
    check(found)
    accounting = compose_accounting(found.accounting, threshold)
    reasoned = _reasoned(finding, accounting, threshold)
    told = [each for each in _by_size(found) if each.respondents >= threshold]
    concerns = _with_tiers(
        [_concern(concern, finding, reasoned, threshold) for concern in told]
    )
    return Concerns(
        questions=_questions(findings, finding),
        answers=release_count(found.accounting.answers, threshold),
        accounting=accounting,
        reasoned=reasoned,
        concerns=concerns,
        titles=_titles((*found.concerns, *found.rare), threshold),
        breakdowns=compose_breakdowns(findings, found, concerns),
        languages_mix=(found.method.language_mixing or 0) > MIXING_WARNED_OF,
        not_yet_grouped=tuple(
            quoted(each, judged=False) for each in found.not_yet_grouped_quotes
        ),
        groups=broad_groups([_placed(each) for each in told]),
    )


def _by_size(found: FileFindings) -> list[ConcernFinding]:
    return sorted((*found.concerns, *found.rare), key=_size)


def _placed(concern: ConcernFinding) -> Placed:
    label = Words(concern.label, concern.language)
    return Placed(concern.id, label, concern.terms, concern.broader)


def _size(concern: ConcernFinding) -> tuple[int, int, str]:
    # The length comes before the id, so that c2 stands before c10.
    return -concern.respondents, len(concern.id), concern.id


def _questions(
    findings: ConsultationFindings, finding: ConcernsFinding
) -> tuple[OpenQuestion, ...]:
    asked = {wave.slug: wave.questionnaire for wave in findings.waves}
    return tuple(
        OpenQuestion(slug, name, asked[slug].question(name).label)
        for slug, name in finding.questions
    )


def _reasoned(
    finding: ConcernsFinding, accounting: Sequence[AccountingPart], threshold: int
) -> ReleasedCount:
    """Return the people with a reason, where the few without do not follow from it."""
    found = finding.found
    for whole in (found.respondents, finding.responses):
        without = max(0, whole - found.respondents_with_reason)
        parts = {WITH: found.respondents_with_reason, WITHOUT: without}
        people = protect_counts(parts, threshold)[WITH]
        if isinstance(people, Withheld):
            return people
    hidden = any(
        part.name == "no_reason_given" and isinstance(part.answers, Withheld)
        for part in accounting
    )
    return Withheld(Reason.PROTECTED) if hidden else people


def _concern(
    concern: ConcernFinding,
    finding: ConcernsFinding,
    reasoned: ReleasedCount,
    threshold: int,
) -> Concern:
    found = finding.found
    share = share_of_reasoned(concern, found.respondents_with_reason, threshold)
    people = _people(concern, share, reasoned)
    sentiment = _sentiment(concern, people, threshold)
    judged = tells_every_side(sentiment)
    return Concern(
        key=concern.id,
        label=Words(concern.label, concern.language),
        terms=concern.terms,
        people=people,
        share=share,
        tier=None,
        sentiment=sentiment,
        stability=None if concern.stability is None else stability(concern.stability),
        score=None if concern.stability is None else Score(concern.stability),
        quotes=tuple(quoted(each, judged=judged) for each in concern.quotes),
        is_rare=concern in found.rare,
        languages=_languages(concern, threshold),
        twins=tuple(_twins(concern, found, threshold)),
    )


def tells_every_side(sentiment: Sequence[SentimentPart]) -> bool:
    """Tell whether no count of those who speak in one way is withheld."""
    return not any(isinstance(part.people, Withheld) for part in sentiment)


def _languages(concern: ConcernFinding, threshold: int) -> tuple[str, ...]:
    """Return the languages that enough people speak of it in, most people first."""
    counts = concern.languages
    enough = (tag for tag in counts if counts[tag] >= threshold)
    return tuple(sorted(enough, key=lambda tag: (-counts[tag], tag)))


def _twins(
    concern: ConcernFinding, found: FileFindings, threshold: int
) -> Iterator[Twin]:
    """Give the concerns that may be the same, of enough people to tell of."""
    others = {each.id: each for each in found.concerns}
    for twin in concern.twins:
        other = others[twin.id]
        if other.respondents >= threshold:
            shared = shared_words(concern.terms, other.terms)
            yield Twin(other.id, Words(other.label, other.language), shared)


def share_of_reasoned(
    concern: ConcernFinding, of: int, threshold: int
) -> ReleasedShare:
    """Return the share of the people with a reason who raise a concern."""
    part = release_part(Part(concern.respondents, of), threshold)
    if isinstance(part, Withheld):
        return part
    return part.then(
        lambda part: share_with(
            part, concern.share, concern.share_low, concern.share_high
        )
    )


def _people(
    concern: ConcernFinding, share: ReleasedShare, reasoned: ReleasedCount
) -> ReleasedCount:
    """Return how many raise it, where that with the share does not tell the whole."""
    if isinstance(share, Withheld):
        return share
    if isinstance(reasoned, Withheld):
        return Withheld(Reason.PROTECTED)
    return reasoned.then(lambda _: concern.respondents)


def _sentiment(
    concern: ConcernFinding, people: ReleasedCount, threshold: int
) -> tuple[SentimentPart, ...]:
    counts = {
        name: sum(concern.sentiment.get(each, 0) for each in together)
        for name, together in SENTIMENTS.items()
    }
    if isinstance(people, Withheld):
        return tuple(SentimentPart(name, people) for name in SENTIMENTS)
    protected = protect_counts({str(name): counts[name] for name in counts}, threshold)
    return tuple(SentimentPart(name, protected[name]) for name in SENTIMENTS)


def stability(score: float) -> Stability:
    """Return the word for how often a concern came back, from 0 to 1.

    C. Hennig, Cluster-wise assessment of cluster stability, Computational
    Statistics & Data Analysis 52 (2007), 258-271.
    """
    if score >= STABLE_FROM:
        return Stability.STABLE
    return Stability.UNSURE if score >= UNSTABLE_BELOW else Stability.UNSTABLE


def _with_tiers(concerns: Sequence[Concern]) -> tuple[Concern, ...]:
    """Return the concerns with their tiers.

    A new tier begins with a concern whose range ends below that of the first of
    the tier before: only then is it certain that fewer raise it.
    """
    tier, floor = 0, HUNDRED + 1
    placed: list[Concern] = []
    for concern in concerns:
        share = concern.share
        if isinstance(share, Withheld):
            placed.append(concern)
            continue
        if share.value.high < floor:
            tier, floor = tier + 1, share.value.low
        placed.append(replace(concern, tier=tier))
    return tuple(placed)


def _titles(concerns: Sequence[ConcernFinding], threshold: int) -> tuple[Words, ...]:
    """Return the concerns of too few people; an order by size would tell sizes."""
    few = (concern for concern in concerns if concern.respondents < threshold)
    titles = (Words(concern.label, concern.language) for concern in few)
    return tuple(sorted(titles, key=lambda words: (words.text.casefold(), words.text)))
