"""Runs the logic of a questionnaire: begins, evaluates, adds and removes."""

from dataclasses import replace
from functools import partial

from forms.definition import Questionnaire
from forms.expressions.environment import Environment
from forms.logic.compiled import Logic
from forms.logic.filling import Filling
from forms.logic.keeping import SEED
from forms.logic.repetitions import added, removed
from forms.logic.sheets import Answers, Sheet
from forms.logic.tables import Tables
from forms.typed import Raw


class Program:
    """The logic of one questionnaire, for any number of responses and threads."""

    def __init__(self, logic: Logic) -> None:
        self._logic = logic
        self._tables: dict[str, Tables] = {}

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire whose logic it is."""
        return self._logic.questionnaire

    def begin(self, environment: Environment, seed: str) -> Answers:
        """Return the answers before anybody has answered: defaults, and what is drawn.

        The ``seed`` decides everything that is left to chance; it stays among the
        answers, under a key that no question has.
        """
        filling = self._fill({SEED: seed}, environment, is_beginning=True)
        return Sheet(self._logic, filling).answers()

    def evaluate(self, answers: Raw, environment: Environment) -> Sheet:
        """Return everything that follows from answers, worked out from the start.

        Answers may hold anything: keys of no question and values of other types are
        passed over.
        """
        return Sheet(self._logic, self._fill(answers, environment, is_beginning=False))

    def evaluate_again(
        self, before: Sheet, answers: Raw, environment: Environment
    ) -> Sheet:
        """Return what follows from other answers, worked out from a sheet before.

        It takes the place of that sheet, which is not to be used any more: only what
        the change reaches is worked out again. Apart from that it is as ``evaluate``
        of these answers, where those before were made of the same ``environment``.
        """
        reach = before.reach_of(answers)
        if reach is None:
            return self.evaluate(answers, environment)
        after = before.changed(dict(answers), reach)
        return after if after.is_complete else self.evaluate(answers, environment)

    def add(self, answers: Raw, key: str) -> Answers:
        """Return answers with one more repetition of a repeat.

        The key is that of the repeat, with the numbers of the repeats around it.
        Raises KeyError when there is none. Its defaults come with ``evaluate``.
        """
        return added(self._logic.layout, answers, key)

    def remove(self, answers: Raw, key: str) -> Answers:
        """Return answers without one repetition, as in ``child[2]``.

        Those after it move up by one. Raises KeyError when there is no such repeat.
        """
        return removed(self._logic.layout, answers, key)

    def _fill(
        self, answers: Raw, environment: Environment, *, is_beginning: bool
    ) -> Filling:
        tables = self._tables_in(environment.language)
        label = partial(self._label, tables)
        known = replace(environment, instances=tables, choice_label=label)
        return self._logic.settling.settle(
            answers, known, tables, is_beginning=is_beginning
        )

    def _tables_in(self, language: str) -> Tables:
        known = self.questionnaire.languages
        tag = language if language in known else known[0]
        tables = self._tables.get(tag)
        if tables is None:
            tables = self._tables[tag] = Tables(self.questionnaire, tag)
        return tables

    def _label(self, tables: Tables, key: str, name: str) -> str:
        """Return the label of a choice; its name where there is no such choice."""
        site = self._logic.layout.by_key.get(key.partition("[")[0])
        question = None if site is None else site.question
        if question is None or question.choices is None:
            return name
        return tables.label(question.choices, name)
