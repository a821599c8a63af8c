"""A filled questionnaire as the pages, the validation and the export see it."""

from collections.abc import Iterator, Sequence

from forms.definition import Choice, Group, Kind, Question, Said, Text
from forms.expressions.compiling import Expression
from forms.expressions.environment import BudgetExhausted
from forms.expressions.values import to_boolean
from forms.keys import count_key, split_key
from forms.logic.acts import number_of, raw_of
from forms.logic.changing import Reach
from forms.logic.choices import in_order, offer_at, offered
from forms.logic.compiled import Logic
from forms.logic.drawing import drawing_at, was_drawn_elsewhere
from forms.logic.expressions import Compiled
from forms.logic.filling import Filling
from forms.logic.keeping import MOST_REPETITIONS
from forms.logic.readings import OFF
from forms.logic.sites import Site
from forms.logic.spots import Spot, standing
from forms.logic.texts import Filler
from forms.typed import Raw

Answers = dict[str, str | list[str]]


class Sheet:
    """A questionnaire with its answers worked out; it does not change.

    A key that no place of it has raises KeyError, other than where it is said.
    """

    def __init__(self, logic: Logic, filling: Filling) -> None:
        self._logic = logic
        self._filling = filling
        self._by_key: dict[str, Spot] | None = None
        self._answers: Answers | None = None
        self.shape: object = object()
        """The same for two sheets where the same things are relevant and repeated."""

    @property
    def is_complete(self) -> bool:
        """Whether everything was worked out before the budget was used up."""
        return self._filling.is_complete

    @property
    def stopped_at(self) -> str:
        """The key of the place where the budget was used up, empty where it was not."""
        stopped = self._filling.stopped
        return stopped.key if isinstance(stopped, Spot) else ""

    @property
    def size(self) -> int:
        """Return how many places there are: questions, groups, repetitions."""
        return len(self._places())

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all questions, in document order, repetitions apart.

        What is not relevant is among them.
        """
        return tuple(
            spot.key
            for spot in self._filling.root.downwards()
            if spot.site.question is not None
        )

    def has(self, key: str) -> bool:
        """Say whether there is a place with this key."""
        return key in self._places()

    def question(self, key: str) -> Question:
        """Return the question of a key."""
        question = self._spot(key).site.question
        if question is None:
            raise KeyError(key)
        return question

    def is_relevant(self, key: str) -> bool:
        """Say whether a question, group or repetition is relevant.

        The key of a repeat without a number asks about all its repetitions, those to
        come too. What there is not is not relevant.
        """
        spot = self._places().get(key)
        if spot is not None:
            return spot.relevant
        site, parent = self._repeat(key)
        if site is None or parent is None:
            return False
        relevant = self._logic.expressions.relevant.get(site.number)
        place = standing(site, parent, parent.suffix)
        return parent.relevant and self._holds(relevant, place, "", otherwise=True)

    def value(self, key: str) -> str:
        """Return the value as expressions see it: empty where it is not relevant."""
        return self._spot(key).text

    def is_required(self, key: str) -> bool:
        """Say whether there has to be an answer."""
        spot = self._spot(key)
        question = spot.site.question
        if question is None or not spot.relevant or question.kind in OFF:
            return False
        if question.required:
            return True
        required_when = self._logic.expressions.required_when.get(spot.site.number)
        return self._holds(required_when, spot, "required", otherwise=False)

    def is_read_only(self, key: str) -> bool:
        """Say whether an answer is shown but cannot be changed."""
        here: object = self._spot(key)
        if isinstance(here, Spot) and here.site.number not in self._logic.fixed:
            return False
        while isinstance(here, Spot):
            question = here.site.question
            if question is not None and question.read_only:
                return True
            expression = self._logic.expressions.read_only_when.get(here.site.number)
            if self._holds(expression, here, "read-only", otherwise=False):
                return True
            here = here.parent
        return False

    def satisfies(self, key: str) -> bool:
        """Say whether an answer fulfils its constraint; nothing always does."""
        return self._satisfies(key, "constraint", self._logic.expressions.constraint)

    def satisfies_softly(self, key: str) -> bool:
        """Say whether an answer is as it should be; nothing always is."""
        softly = self._logic.expressions.soft_constraint
        return self._satisfies(key, "soft constraint", softly)

    def choices(self, key: str) -> tuple[Choice, ...]:
        """Return the choices offered now, in the order in which they are shown."""
        spot = self._spot(key)
        offer = self._logic.offers[spot.site.number]
        if offer is None:
            return ()
        filling = self._filling
        rows = filling.tables.rows(offer.table) if offer.filter else []
        context, here = offer_at(filling, offer, spot)
        try:
            return in_order(filling, offer, offered(context, here, rows), spot)
        except BudgetExhausted:
            filling.stop()
            return ()

    def repetitions(self, key: str) -> int:
        """Return how many repetitions a repeat has; 0 where there is none."""
        site, parent = self._repeat(key)
        if site is None or parent is None:
            return 0
        return len(parent.children[site.name])

    def may_add(self, key: str) -> bool:
        """Say whether a repetition can be added: no expression says how many."""
        site, _ = self._repeat(key)
        if site is None or site.number in self._logic.expressions.count:
            return False
        return self.is_relevant(key) and self.repetitions(key) < MOST_REPETITIONS

    def is_full(self, key: str) -> bool:
        """Say whether a repeat has as many repetitions as there can be, and no more.

        Where an expression says how many there are, it asks for more.
        """
        if self.repetitions(key) < MOST_REPETITIONS:
            return False
        site, parent = self._repeat(key)
        if site is None or parent is None:
            return False
        count = self._logic.expressions.count.get(site.number)
        if count is None:
            return True
        before = standing(site, parent, parent.suffix)
        return number_of(self._filling, count, before) > MOST_REPETITIONS

    def said(self, text: Text, key: str, language: str) -> Said:
        """Return a text of a question or group in a language, with answers filled in.

        It may be a text of a group around the place of the key. Where it does not
        exist in the language, it comes in that of the questionnaire. Raises KeyError
        when there are no words at all.
        """
        questionnaire = self._logic.questionnaire
        said = text.said_in(language, otherwise=questionnaire.languages[0])
        here: object = self._places().get(key) or self._standing(key)
        while isinstance(here, Spot):
            filled = self._logic.texts.get((here.site.number, said.words))
            if filled is not None:
                filler = Filler(questionnaire, self._filling, here, said.language)
                try:
                    return filler.fill(filled)
                except BudgetExhausted:
                    return said
            here = here.parent
        return said

    def answers(self) -> Answers:
        """Return what is to be stored: what was given, and what was worked out.

        What is not relevant stays, so that nothing typed is lost.
        """
        if self._answers is None:
            answers = self._with_calculated(self._logic.calculated)
            for key, value in self._filling.kept.items():
                _put(answers, key, value)
            self._answers = answers
        return dict(self._answers)

    def _with_calculated(self, calculated: Sequence[tuple[int, Kind]]) -> Answers:
        answers = dict(self._filling.answers)
        for number, kind in calculated:
            for spot in self._filling.spots[number]:
                _put(answers, spot.key, raw_of(kind, spot.text))
        return answers

    def reach_of(self, answers: Raw) -> Reach | None:
        """Return what other answers change, None where it may be everything.

        They are compared with those to be stored.
        """
        filling, before = self._filling, self.answers()
        is_new = filling.fresh or filling.is_beginning or not filling.is_complete
        if is_new or self._logic.settling.late:
            return None
        keys = [key for key in answers if answers[key] != before.get(key)]
        keys += [key for key in before if key not in answers]
        places = [self._places().get(key) for key in keys]
        numbers = frozenset(spot.site.number for spot in places if spot is not None)
        return None if None in places else self._logic.changes.reach(numbers)

    def changed(self, answers: Answers, reach: Reach) -> "Sheet":
        """Return the sheet of other answers, which change what they reach alone.

        It takes over what this one holds.
        """
        stayed = self._filling.work_out_again(answers, reach.sites, reach.steps)
        after = Sheet(self._logic, self._filling)
        after._by_key = self._by_key
        after._answers = after._with_calculated(reach.calculated)
        if stayed:
            after.shape = self.shape
        return after

    def kept(self) -> Answers:
        """Return what is sent: the answers that are relevant, and calculations.

        With them go the numbers of repetitions.
        """
        answers: Answers = {}
        for spot in self._filling.root.downwards():
            question = spot.site.question
            if not spot.relevant:
                continue
            if question is None:
                answers.update(_numbers(spot))
            else:
                _put(answers, spot.key, raw_of(question.kind, spot.text))
        return answers

    def _satisfies(self, key: str, about: str, conditions: Compiled) -> bool:
        spot = self._spot(key)
        condition = conditions.get(spot.site.number)
        if condition is None or not spot.relevant or not spot.text:
            return True
        return self._holds(condition, spot, about, otherwise=True)

    def _holds(
        self, expression: Expression | None, spot: Spot, about: str, *, otherwise: bool
    ) -> bool:
        filling = self._filling
        if expression is None or was_drawn_elsewhere(filling, expression.needs):
            return otherwise
        context = drawing_at(filling, expression.needs, spot, about)
        try:
            return to_boolean(expression.evaluate(context))
        except BudgetExhausted:
            filling.stop()
            return otherwise

    def _places(self) -> dict[str, Spot]:
        if self._by_key is None:
            spots = (spot for them in self._filling.spots for spot in them)
            self._by_key = {spot.key: spot for spot in spots}
        return self._by_key

    def _spot(self, key: str) -> Spot:
        return self._places()[key]

    def _repeat(self, key: str) -> tuple[Site | None, Spot | None]:
        """Return the repeat of a key, and the place in which it is repeated."""
        name, numbers = split_key(key)
        site = self._logic.layout.by_key.get(name)
        if site is None or not site.is_repeat or site.parent is None:
            return None, None
        parent = self._filling.root
        if site.parent.parent is not None:
            suffix = "".join(f"[{number}]" for number in numbers)
            found = self._places().get(site.parent.key + suffix)
            if found is None:
                return None, None
            parent = found
        return (site, parent) if len(numbers) == len(site.loops) - 1 else (None, None)

    def _standing(self, key: str) -> Spot:
        """Return a place for a repeat as a whole; raises KeyError for another key."""
        site, parent = self._repeat(key)
        if site is None or parent is None:
            raise KeyError(key)
        return standing(site, parent, parent.suffix)


def _put(answers: Answers, key: str, value: str | list[str] | None) -> None:
    if value:
        answers[key] = value
    else:
        answers.pop(key, None)


def _numbers(spot: Spot) -> Iterator[tuple[str, str]]:
    for site in spot.site.children:
        if isinstance(site.item, Group) and site.is_repeat:
            number = len(spot.children[site.name])
            yield count_key(site.key) + spot.suffix, str(number)
