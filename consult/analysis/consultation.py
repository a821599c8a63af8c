"""Everything people wrote in a consultation, read as concerns: a pure proposal.

The pipeline is that of ``consult analyse``, unchanged. What is shown of anybody's
words is decided here: quotes and titles come from people who allow it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from consult.analysis.explaining import with_deciding_words
from consult.analysis.findings import find
from consult.analysis.quoting import Quoting
from consult.analysis.relating import with_borderline
from consult.analysis.stored import StoredConsultation
from consult.analysis.tally import quote_of
from consult.analysis.titles import Title, give_titles, shared_terms
from consult.analysis.written import (
    Written,
    as_answers,
    digest_of,
    memberships_of,
    open_questions,
    read_written,
    said_in_all_languages,
    words_of_questions,
)
from consult.reports.consultation.findings import ConcernsFinding
from consult.reports.findings import (
    ConcernFinding,
    FileFindings,
    MethodFinding,
    QuoteFinding,
)
from nlp.continuity import continued
from nlp.earlier import Earlier
from nlp.meaning import Understanding
from nlp.pipeline import analyse, prepare
from nlp.progress import Report, silent
from nlp.recipe import Recipe
from nlp.redrawing import is_rare
from nlp.results import Analysis, Concern
from nlp.statements import Bucket

FIRST_RUN = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the analysis proposes; ``written`` stands beside its answers."""

    written: tuple[Written, ...]
    analysis: Analysis
    finding: ConcernsFinding


def propose_concerns(
    stored: StoredConsultation,
    recipe: Recipe,
    *,
    earlier: Earlier | None = None,
    report: Report = silent,
) -> Proposal:
    """Return the concerns of everything that was written, however little it is.

    Concerns of ``earlier`` that are still there keep ids and titles. The number of
    the run is that of a first one until it is stored.
    """
    written = read_written(stored)
    asked = words_of_questions(stored)
    prepared = prepare(as_answers(written), recipe, report=report)
    analysis = analyse(
        prepared,
        recipe,
        question=asked,
        language=stored.language,
        understanding=Understanding(parallel=said_in_all_languages(stored)),
        report=report,
    )
    if earlier is not None:
        keys = [each.key for each in written]
        analysis = continued(analysis, earlier, keys).analysis
    found = find(analysis, memberships_of(stored, written), question=None)
    told = _Telling(written, analysis)
    finding = ConcernsFinding(
        questions=open_questions(stored),
        run_number=FIRST_RUN,
        input_digest=digest_of(written),
        responses=stored.responses,
        found=with_deciding_words(told.rewrite(found)),
        titles=told.places_of_titles(),
    )
    return Proposal(written=written, analysis=analysis, finding=finding)


def plain_recipe(recipe: Recipe) -> dict[str, object]:
    """Return a recipe as it comes back from where it is stored."""
    plain: dict[str, object] = json.loads(json.dumps(recipe.as_dict()))
    return plain


class _Telling:
    """Puts words that may be shown in the place of those that were found."""

    def __init__(self, written: Sequence[Written], analysis: Analysis) -> None:
        self.written = written
        self.analysis = analysis
        self.quoting = Quoting(
            analysis,
            [each.may_be_quoted for each in written],
            number=analysis.recipe.quotes,
        )
        self.concerns = {
            concern.id: concern for concern in (*analysis.concerns, *analysis.rare)
        }
        self.titles = give_titles(
            analysis, tuple(self.concerns.values()), self._may_show
        )

    def rewrite(self, found: FileFindings) -> FileFindings:
        """Return the findings with quotes and titles of those who allow it."""
        return replace(
            found,
            concerns=tuple(map(self._concern, found.concerns)),
            rare=tuple(map(self._concern, found.rare)),
            not_yet_grouped_quotes=tuple(
                self._quote(place)
                for place in self.quoting.not_yet_grouped(self._not_grouped())
            ),
            method=_plain_method(found.method, self.analysis.recipe),
        )

    def places_of_titles(self) -> dict[str, QuoteFinding]:
        """Return where the titles were written that somebody wrote."""
        return {
            key: place
            for key, title in self.titles.items()
            if (place := self._place(title)) is not None
        }

    def _concern(self, found: ConcernFinding) -> ConcernFinding:
        concern, title = self.concerns[found.id], self.titles[found.id]
        told = replace(
            found,
            label=title.text,
            language=title.language,
            terms=shared_terms(self.analysis, concern),
            quotes=tuple(map(self._quote, self.quoting.of_concern(concern))),
        )
        if is_rare(found.id):
            return told
        return with_borderline(
            told,
            self.analysis,
            concern,
            allows=self.quoting.allows,
            quote=self._quote,
        )

    def _may_show(self, concern: Concern) -> list[int]:
        return [
            place
            for place in self.quoting.by_certainty(concern)
            if self.quoting.allows(place)
        ]

    def _not_grouped(self) -> list[int]:
        return [
            place
            for each in self.analysis.answers
            if each.bucket is Bucket.NOT_YET_GROUPED
            for place in each.prepared.statements
        ]

    def _quote(self, place: int) -> QuoteFinding:
        analysed = self.analysis.statements[place]
        return quote_of(analysed, self.written[analysed.statement.answer].key)

    def _place(self, title: Title) -> QuoteFinding | None:
        if title.statement is None or title.span is None:
            return None
        written = self.written[
            self.analysis.statements[title.statement].statement.answer
        ]
        start, end = title.span.start, title.span.end
        return QuoteFinding(
            written.key, start, end, written.text[start:end], title.language
        )


def _plain_method(method: MethodFinding, recipe: Recipe) -> MethodFinding:
    return replace(method, recipe=plain_recipe(recipe))
