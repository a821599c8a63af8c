"""Tells which answers have to be known before a question can be shown."""

from collections.abc import Iterator, Mapping

from forms.definition import Group, Item, Question, Questionnaire, Text
from forms.keys import walk
from forms.paging.references import Names


class Dependencies:
    """What the items of a questionnaire's body depend on, item by item and in all."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._items: Mapping[str, Item] = dict(walk(questionnaire.body))
        self._names = Names(self._items)
        self._choice_labels = {
            each.name: tuple(
                choice.label
                for choice in each.choices
                if any("${" in words for _, words in choice.label.in_languages)
            )
            for each in questionnaire.choice_lists
        }
        self._behind: dict[str, tuple[str, ...]] = {}

    def of_showing(self, path: str, *, below: str) -> frozenset[str]:
        """Return the paths of everything that decides how a question is shown.

        That is whether it is, its words, its choices, a calculation it shows, and
        whether it is required or read-only, through whatever they depend on; and the
        words of the groups ``below`` that of the page. The heading of a page may be
        behind by one page: else no question could be asked that it names.
        """
        found: set[str] = set()
        waiting = [*self._of_look(path, below), *self._of_value(path)]
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting.extend(self._of_value(each))
        return frozenset(found)

    def _of_value(self, path: str) -> tuple[str, ...]:
        """Return what decides the value of an item beside its answer."""
        behind = self._behind.get(path)
        if behind is None:
            item = self._items[path]
            sources = [*self._around(path), item.relevant]
            if isinstance(item, Question):
                sources += [item.calculation, *_as_references(item.trigger)]
            behind = tuple(self._names.in_expressions(sources, path))
            self._behind[path] = behind
        return behind

    def _of_look(self, path: str, below: str) -> Iterator[str]:
        item = self._items[path]
        if isinstance(item, Group):
            return
        yield from self._names.in_expressions(
            (
                item.choice_filter,
                item.required_when,
                item.read_only_when,
                item.default,
                *(group.read_only_when for group in self._groups_around(path)),
            ),
            path,
        )
        yield from self._names.in_texts(self._texts_of(item), path)
        for group in self._groups_around(path, below):
            yield from self._names.in_texts((group.label, group.hint), path)

    def _texts_of(self, question: Question) -> tuple[Text | None, ...]:
        labels = self._choice_labels.get(question.choices or "", ())
        return (question.label, question.hint, question.guidance, *labels)

    def _around(self, path: str) -> Iterator[str]:
        for group in self._groups_around(path):
            yield group.relevant
            if group.repeat is not None:
                yield group.repeat.count

    def _groups_around(self, path: str, below: str = "") -> Iterator[Group]:
        above = path.rpartition("/")[0]
        while len(above) > len(below):
            item = self._items[above]
            if isinstance(item, Group):
                yield item
            above = above.rpartition("/")[0]


def _as_references(names: tuple[str, ...]) -> list[str]:
    return [f"${{{name}}}" for name in names]
