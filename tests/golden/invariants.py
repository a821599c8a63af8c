"""What holds of every analysis, whatever people wrote."""

import re
from collections.abc import Sequence

from nlp.normalise import matching_form
from nlp.recipe import Recipe
from nlp.results import Analysis, Concern
from nlp.statements import Answer, Bucket, Mark

WITHOUT_LABEL = "…"


def check_analysis(
    found: Analysis, answers: Sequence[Answer], recipe: Recipe | None = None
) -> None:
    """Fail unless everything that was given is accounted for, once."""
    recipe = recipe or Recipe()
    check_answers(found, answers)
    check_statements(found, answers)
    check_concerns(found, recipe)
    for concern in (*found.concerns, *found.rare):
        check_words_of(concern, found)
        check_quotes(concern, found, recipe)
    assert -1.0 <= found.language_mixing <= 1.0
    assert found.recipe == recipe


def check_answers(found: Analysis, answers: Sequence[Answer]) -> None:
    """Every answer is there, in order, in exactly one bucket that fits."""
    assert [each.prepared.answer for each in found.answers] == list(answers)
    reached = 0
    for place, each in enumerate(found.answers):
        statements = each.prepared.statements
        assert statements.start == reached
        reached = statements.stop
        own = [found.statements[number] for number in statements]
        assert all(statement.statement.answer == place for statement in own)
        spoken = {a.concern for statement in own for a in statement.assignments}
        assert len(each.concerns) == len(spoken)
        assert set(each.concerns) == spoken
        if each.prepared.no_reason:
            assert each.bucket is Bucket.NO_REASON_GIVEN
            assert not own
        else:
            assert own
            assert (each.bucket is Bucket.CONCERN) == bool(spoken)
            assert each.bucket is not Bucket.NO_REASON_GIVEN
        is_rare = any(concern.startswith("r") for concern in spoken)
        assert (Mark.RARE in each.marks) == is_rare
        assert list(each.marks) == sorted(set(each.marks))
        assert (each.sentiment is None) == (not own)
    assert reached == len(found.statements)


def check_statements(found: Analysis, answers: Sequence[Answer]) -> None:
    """Every statement is what was written at its place, and none overlaps."""
    ends: dict[int, int] = {}
    for each in found.statements:
        statement = each.statement
        text = answers[statement.answer].text
        assert 0 <= statement.start < statement.end <= len(text)
        assert statement.text == text[statement.start : statement.end]
        assert statement.start >= ends.get(statement.answer, 0)
        ends[statement.answer] = statement.end
        for span in statement.masked:
            assert span.start < statement.end
            assert span.end > statement.start
        confidences = [assignment.confidence for assignment in each.assignments]
        assert all(0.0 <= confidence <= 1.0 for confidence in confidences)
        concerns = [assignment.concern for assignment in each.assignments]
        assert len(concerns) == len(set(concerns))
        assert -1.0 <= each.sentiment.score <= 1.0
        assert 0.0 <= each.sentiment.confidence <= 1.0


def check_concerns(found: Analysis, recipe: Recipe) -> None:
    """Concerns and assignments say the same; ids count from one, largest first."""
    members: dict[str, list[int]] = {}
    for place, each in enumerate(found.statements):
        for assignment in each.assignments:
            members.setdefault(assignment.concern, []).append(place)
    together = (*found.concerns, *found.rare)
    assert {each.id: list(each.statements) for each in together} == members
    assert [each.id for each in found.concerns] == _numbers("c", len(found.concerns))
    assert [each.id for each in found.rare] == _numbers("r", len(found.rare))
    for concerns in (found.concerns, found.rare):
        sizes = [len(people_behind(each, found)) for each in concerns]
        assert sizes == sorted(sizes, reverse=True)
    if recipe.concerns is not None:
        assert len(found.concerns) == recipe.concerns
    for concern in together:
        assert 0.0 <= concern.stability <= 1.0 + 1e-6
    for concern in found.rare:
        assert len(people_behind(concern, found)) >= recipe.rare_smallest


def _numbers(prefix: str, size: int) -> list[str]:
    return [f"{prefix}{number}" for number in range(1, size + 1)]


def people_behind(concern: Concern, found: Analysis) -> set[str]:
    """Return who made the statements of a concern."""
    return {
        found.answers[
            found.statements[place].statement.answer
        ].prepared.answer.respondent
        for place in concern.statements
    }


def squeezed(text: str) -> str:
    """Return a text with every run of white space as one space."""
    return re.sub(r"\s+", " ", text)


def check_words_of(concern: Concern, found: Analysis) -> None:
    """A label is a phrase of the concern's own; terms are words of its own."""
    own = [found.statements[place].statement for place in concern.statements]
    unmasked = [squeezed(each.text) for each in own if not each.masked]
    if unmasked:
        assert any(concern.label in text for text in unmasked)
        assert concern.label.strip()
    else:
        assert concern.label == WITHOUT_LABEL
    assert len(concern.terms) == len(set(concern.terms))
    everything = matching_form(" ".join(each.text for each in own))
    assert all(matching_form(term) in everything for term in concern.terms)
    assert concern.language in {each.language for each in own}


def check_quotes(concern: Concern, found: Analysis, recipe: Recipe) -> None:
    """Quotes are the concern's own, of several people, without personal data."""
    quoted = [found.statements[place].statement for place in concern.quotes]
    assert set(concern.quotes) <= set(concern.statements)
    assert len(quoted) <= recipe.quotes
    assert not any(each.masked for each in quoted)
    writers = [found.answers[each.answer].prepared.answer.respondent for each in quoted]
    assert len(set(writers)) == len(writers)
    texts = [each.text.casefold() for each in quoted]
    assert len(set(texts)) == len(texts)
    if any(not found.statements[p].statement.masked for p in concern.statements):
        assert quoted
