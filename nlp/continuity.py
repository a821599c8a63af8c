"""Goes on from an earlier analysis: what was called so then is called so now.

Statements that both runs saw stay where they stood, since people have looked at
them there; what is new joins them, or makes a new concern. No id is ever given
to another concern.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from threadpoolctl import threadpool_limits

from nlp.describe import NO_LABEL
from nlp.earlier import MAIN_PREFIX, RARE_PREFIX, Earlier, EarlierConcern, held_before
from nlp.likeness import Floats, likeness, read_wording
from nlp.matching import evidence, match
from nlp.naming import first_free_label, known_terms
from nlp.normalise import matching_form
from nlp.placing import Placing, place_by_words
from nlp.redrawing import is_rare, people_behind, redrawn
from nlp.results import Analysis, Concern

# A rare concern may turn out to be a main one, but rather not.
OTHER_KIND = 0.9
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Continued:
    """An analysis whose concerns bear earlier ids and labels where they are the same.

    ``became`` has the id now of each rare concern that grew into a main one;
    ``absent`` are earlier concerns that nobody speaks of any more.
    """

    analysis: Analysis
    became: Mapping[str, str]
    absent: tuple[EarlierConcern, ...]


def continued(analysis: Analysis, earlier: Earlier, keys: Sequence[str]) -> Continued:
    """Return the analysis as a continuation of an earlier one.

    ``keys`` name the answers of the analysis as the earlier one named them. Where
    the number of concerns was given and is another than before, statements are
    regrouped; concerns that are still the same keep id and label.
    """
    # Sums in another order differ in the last bit: one thread, the same bytes.
    with threadpool_limits(limits=1):
        going = _Continuation(analysis, earlier, keys)
        spoken = going.regrouped() if going.is_cut_anew else going.held()
        return going.result(spoken)


class _Continuation:
    """One analysis beside an earlier one."""

    def __init__(
        self, analysis: Analysis, earlier: Earlier, keys: Sequence[str]
    ) -> None:
        self.analysis = analysis
        self.earlier = earlier
        self.later = (*analysis.concerns, *analysis.rare)
        self.before = held_before(analysis, keys, earlier)
        statements = [each.statement for each in analysis.statements]
        self.wording = read_wording(
            statements,
            analysis.recipe,
            beside=[each.as_statement() for each in earlier.statements],
        )
        self.same = self._same()
        self.ids = {
            self.later[late].id: earlier.concerns[early].id
            for late, early in self.same.items()
        }

    @property
    def is_cut_anew(self) -> bool:
        """Whether somebody asked for another number of concerns than before."""
        asked = self.analysis.recipe.concerns
        main = [each for each in self.earlier.concerns if not is_rare(each.id)]
        return asked is not None and asked != len(main)

    def _same(self) -> dict[int, int]:
        """Return the earlier concern of each later one, by position."""
        if not self.later or not self.earlier.concerns:
            return {}
        seen = frozenset(p for p, held in enumerate(self.before) if held is not None)
        places = {each.id: n for n, each in enumerate(self.earlier.concerns)}
        found: list[list[int]] = [[] for _ in places]
        for place, held in enumerate(self.before):
            for concern in held or ():
                found[places[concern]].append(place)
        scores = evidence(
            [seen.intersection(each.statements) for each in self.later],
            [frozenset(each) for each in found],
            self._likeness(places),
        ).scores()
        # Where a number was asked for, a main concern has to stay one.
        lowered = 0.0 if self.is_cut_anew else OTHER_KIND
        for row, one in enumerate(self.later):
            for column, other in enumerate(self.earlier.concerns):
                if is_rare(one.id) != is_rare(other.id):
                    scores[row, column] *= lowered
        return match(scores)

    def _likeness(self, places: Mapping[str, int]) -> Floats:
        rows: list[list[int]] = [[] for _ in places]
        for row, each in enumerate(self.earlier.statements, len(self.before)):
            for concern in each.concerns:
                rows[places[concern]].append(row)
        return likeness(self.wording, [each.statements for each in self.later], rows)

    def regrouped(self) -> list[dict[str, float]]:
        """Return what every statement speaks of where all were grouped anew."""
        new = [each for each in self.later if each.id not in self.ids]
        self._number(new)
        return [
            {self.ids[a.concern]: a.confidence for a in each.assignments}
            for each in self.analysis.statements
        ]

    def held(self) -> list[dict[str, float]]:
        """Return what every statement speaks of where what held before holds."""
        self._number(self._new())
        placing = Placing(self.before, self.wording, self.ids, self.later)
        return place_by_words(self.analysis, placing)

    def _new(self) -> list[Concern]:
        """Return the concerns that stand mainly on what was in none before."""
        recipe = self.analysis.recipe
        new: list[Concern] = []
        for each in self.later:
            free = [place for place in each.statements if not self.before[place]]
            many = people_behind(self.analysis, free) >= recipe.smallest_concern
            mostly = len(free) >= HALF * len(each.statements)
            if each.id not in self.ids and many and mostly:
                new.append(each)
        return self._with_room_for_rare(new)

    def _with_room_for_rare(self, new: Sequence[Concern]) -> list[Concern]:
        """Return the new concerns, rare ones only up to how many are listed."""
        recipe = self.analysis.recipe
        most = min(
            recipe.rare_entries, int(recipe.rare_share * len(self.analysis.statements))
        )
        before = {c for held in self.before for c in held or () if is_rare(c)}
        rare = [each for each in new if is_rare(each.id)][: max(0, most - len(before))]
        return [*(each for each in new if not is_rare(each.id)), *rare]

    def _number(self, new: Sequence[Concern]) -> None:
        """Give new concerns the numbers that follow, most people first."""
        for prefix in (MAIN_PREFIX, RARE_PREFIX):
            first = self.earlier.next_number(prefix)
            own = (each for each in new if each.id.startswith(prefix))
            for number, each in enumerate(own, first):
                self.ids[each.id] = f"{prefix}{number}"

    def result(self, spoken: list[dict[str, float]]) -> Continued:
        """Return the analysis drawn anew, grown concerns among the main ones."""
        members: dict[str, list[int]] = {}
        for place, said in enumerate(spoken):
            for concern in said:
                members.setdefault(concern, []).append(place)
        became = self._grown(members)
        renamed = [
            {became.get(concern, concern): sure for concern, sure in said.items()}
            for said in spoken
        ]
        concerns = [
            replace(each, id=became.get(each.id, each.id))
            for each in self._named(members)
        ]
        return Continued(
            redrawn(self.analysis, concerns, renamed, self.wording.vectors),
            became,
            tuple(each for each in self.earlier.concerns if each.id not in members),
        )

    def _grown(self, members: Mapping[str, Sequence[int]]) -> dict[str, str]:
        """Return the ids of rare concerns that have too many people to be rare.

        There is none where somebody said how many main concerns there are to be.
        """
        if self.analysis.recipe.concerns is not None:
            return {}
        most = self.analysis.recipe.rare_largest
        number = max(
            self.earlier.next_number(MAIN_PREFIX),
            1 + max((_number_of(c) for c in members if not is_rare(c)), default=0),
        )
        grown = [
            concern
            for concern in sorted(members, key=lambda c: (len(c), c))
            if is_rare(concern)
            and people_behind(self.analysis, members[concern]) > most
        ]
        return {c: f"{MAIN_PREFIX}{number + n}" for n, c in enumerate(grown)}

    def _named(self, members: Mapping[str, Sequence[int]]) -> list[Concern]:
        """Return the concerns with their names, which no two share."""
        source = {self.ids[each.id]: each for each in self.later if each.id in self.ids}
        known = [each for each in self.earlier.concerns if each.id in members]
        kept = [self._kept(each, source.get(each.id), members) for each in known]
        new = sorted(members.keys() - {each.id for each in known}, key=_order)
        # A concern that had no name so far gets one when there is one.
        nameless = [each for each in kept if each.label == NO_LABEL]
        unnamed = [*nameless, *(self._new_one(source[each], each) for each in new)]
        named = [each for each in kept if each.label != NO_LABEL]
        taken = {matching_form(each.label) for each in named}
        for each in unnamed:
            found = source.get(each.id, each)
            label = first_free_label(found, self.analysis, members[each.id], taken)
            taken.add(matching_form(label))
            named.append(replace(each, label=label, language=found.language))
        return named

    def _kept(
        self,
        known: EarlierConcern,
        found: Concern | None,
        members: Mapping[str, Sequence[int]],
    ) -> Concern:
        terms = found.terms if found else known.terms
        return Concern(
            id=known.id,
            label=known.label,
            language=known.language,
            terms=known_terms(terms, self.wording.documents, members[known.id]),
            statements=(),
            quotes=found.quotes if found else (),
            stability=found.stability if found else known.stability,
            agreement=self._renamed(found) if found else {},
            nearly=found.nearly if found else (),
        )

    def _new_one(self, found: Concern, concern: str) -> Concern:
        return replace(found, id=concern, agreement=self._renamed(found))

    def _renamed(self, found: Concern) -> dict[str, float]:
        """Return how much a concern agrees with others, by the ids these have now."""
        return {
            self.ids[other]: share
            for other, share in found.agreement.items()
            if other in self.ids
        }


def _number_of(concern: str) -> int:
    return int(concern[1:])


def _order(concern: str) -> tuple[str, int]:
    return concern[0], _number_of(concern)
