"""Fills the pages of a survey from its questionnaire and what was typed so far."""

from consult.web.respond.pages import (
    AskedQuestion,
    GivenAnswer,
    ListedProblem,
    Option,
    Progress,
    QuestionPage,
    ToldFact,
    Wording,
)
from consult.web.respond.survey import Survey
from forms.answers import Raw
from forms.definition import Choice, Kind, Layout, Page, Question
from forms.fields import PageForm

MARK_GROUP = 4


def question_page(
    survey: Survey,
    page: Page,
    form: PageForm,
    *,
    action: str,
    nonce: str = "",
    is_stale: bool = False,
) -> QuestionPage:
    """Return a page of questions; the form tells what was given and what is wrong."""
    is_consent = page is survey.consent_page
    questions = tuple(asked(survey, each, form) for each in page.questions)
    return QuestionPage(
        survey=survey.worded(survey.questionnaire.title),
        title=survey.worded(page.title) if page.title else None,
        lead=survey.worded(page.lead) if page.lead else None,
        facts=tuple(
            ToldFact(survey.worded(fact.term), survey.worded(fact.description))
            for fact in page.facts
        ),
        warning=survey.worded(page.warning) if page.warning else None,
        help=(survey.worded(page.help[0]), survey.worded(page.help[1]))
        if page.help
        else None,
        questions=questions,
        is_grid=page.layout is Layout.GRID,
        progress=None if is_consent else progress_at(survey, page),
        problems=problems_on(questions),
        action=action,
        may_go_back=not is_consent and page is not survey.later_pages[0],
        may_skip=not is_consent and len(questions) == 1,
        nonce=nonce,
        mark=mark_of(survey) if is_consent else "",
        is_stale=is_stale,
    )


def asked(survey: Survey, question: Question, form: PageForm) -> AskedQuestion:
    """Return a question as it is shown."""
    field = form[question.name]
    typed = field.data if question.kind is Kind.TEXT else ""
    return AskedQuestion(
        name=question.name,
        about=name_of(survey, question),
        kind=question.kind,
        label=survey.worded(question.label),
        hint=survey.worded(question.hint) if question.hint else None,
        longest=question.longest,
        typed=typed or "",
        options=options_of(survey, question, field.data or []),
        problem=field.errors[0] if field.errors else "",
    )


def options_of(
    survey: Survey, question: Question, chosen: str | list[str]
) -> tuple[Option, ...]:
    """Return what can be chosen, with a mark at what was."""
    names = [chosen] if isinstance(chosen, str) else chosen
    choices = survey.questionnaire.choices_of(question)
    return tuple(
        Option(
            name=choice.name,
            label=survey.worded(choice.label),
            is_chosen=choice.name in names,
            stands_apart=_stands_apart(choices, place),
        )
        for place, choice in enumerate(choices)
    )


def _stands_apart(choices: tuple[Choice, ...], place: int) -> bool:
    """Whether a choice is the first of those that are no answer in substance."""
    return (
        place > 0
        and choices[place].missing is not None
        and choices[place - 1].missing is None
    )


def problems_on(questions: tuple[AskedQuestion, ...]) -> tuple[ListedProblem, ...]:
    """Return what is wrong on a page, each with a link to its field."""
    return tuple(
        ListedProblem(
            question.about if len(questions) > 1 else None,
            question.problem,
            f"#q-{question.name}",
        )
        for question in questions
        if question.problem
    )


def progress_at(survey: Survey, page: Page) -> Progress:
    """Return how far somebody is who looks at a page."""
    pages = survey.later_pages
    parts = list(dict.fromkeys(each.section for each in pages))
    titles = {each.name: each.title for each in survey.questionnaire.sections}
    return Progress(
        page=pages.index(page) + 1,
        pages=len(pages),
        part=parts.index(page.section) + 1,
        parts=len(parts),
        section=survey.worded(titles[page.section]),
    )


def given_answer(
    survey: Survey, question: Question, typed: Raw, *, address: str
) -> GivenAnswer:
    """Return what was given to a question, in words, with the way to change it."""
    value = typed.get(question.name, "")
    is_text = question.kind is Kind.TEXT
    return GivenAnswer(
        about=name_of(survey, question),
        values=tuple(
            option.label
            for option in options_of(survey, question, value)
            if option.is_chosen
        ),
        words=value if is_text and isinstance(value, str) else "",
        address=address,
    )


def name_of(survey: Survey, question: Question) -> Wording:
    """Return the short name of a question, else the question itself."""
    return survey.worded(question.short or question.label)


def mark_of(survey: Survey) -> str:
    """Return the beginning of the version, as it can be read and compared."""
    version = survey.wave.version_id
    return f"{version[:MARK_GROUP]}·{version[MARK_GROUP : 2 * MARK_GROUP]}"
