"""Reads from an XForm what a comparison has to know beside what the engine tells."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

XFORMS = "{http://www.w3.org/2002/xforms}"
JAVAROSA = "{http://openrosa.org/javarosa}"
LOGIC = ("relevant", "calculate", "constraint", "required", "readonly")
CHANCE = re.compile(
    r"\b(random|uuid)\s*\(|\brandomize\s*\([^,()]*(\([^()]*\)[^,()]*)*\)"
)
NAME = re.compile(r"[^\W\d][\w.-]*")
QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
NUMBER = re.compile(r"(?<![\w.'\"-])-?\d+(?:\.\d+)?(?![\w.'\"-])")


@dataclass(frozen=True, slots=True)
class XForm:
    """The logic of a form by reference, without numbers of repetitions.

    ``uncertain`` are references whose value is left to chance, to the device, or to
    side files that the engine does not look into, and all that depend on them.
    ``counting`` are names that say how many repetitions there are.
    """

    logic: Mapping[str, Mapping[str, str]]
    preloaded: frozenset[str]
    uncertain: frozenset[str]
    itemsets: Mapping[str, str]
    counting: frozenset[str]

    def expression(self, reference: str, aspect: str) -> str:
        """Return the expression behind what is seen of a place."""
        if aspect == "choices":
            return self.itemsets.get(reference, "")
        name = {"value": "calculate"}.get(aspect, aspect)
        return self.logic.get(reference, {}).get(name, "")

    def constants(self, reference: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the words and the numbers that stand beside a place in expressions."""
        name = reference.rpartition("/")[2]
        words: dict[str, None] = {}
        numbers: dict[str, None] = {}
        for own, logic in self.logic.items():
            for source in logic.values():
                if own != reference and name not in NAME.findall(source):
                    continue
                words |= dict.fromkeys(a or b for a, b in QUOTED.findall(source))
                numbers |= dict.fromkeys(NUMBER.findall(QUOTED.sub("", source)))
        return tuple(words), tuple(numbers)


def read_xform(xml: str) -> XForm:
    """Return the logic of an XForm."""
    tree = ElementTree.fromstring(xml)
    logic: dict[str, dict[str, str]] = {}
    preloaded = set()
    for bind in tree.iter(f"{XFORMS}bind"):
        reference = bind.get("nodeset", "")
        logic[reference] = {name: bind.get(name, "") for name in LOGIC}
        if bind.get(f"{JAVAROSA}preload") and not _is_today(bind):
            preloaded.add(reference)
    for action in tree.iter(f"{XFORMS}setvalue"):
        mine = logic.setdefault(action.get("ref", ""), {})
        mine["setvalue"] = action.get("value", "")
    itemsets = {}
    elsewhere = set()
    for control in tree.iter():
        # Choices in a side file, found by what the engine knows nothing of.
        if control.get("query") or "search(" in control.get("appearance", ""):
            elsewhere.add(control.get("ref", ""))
        for itemset in control.findall(f"{XFORMS}itemset"):
            itemsets[control.get("ref", "")] = itemset.get("nodeset", "")
    for repeat in tree.iter(f"{XFORMS}repeat"):
        mine = logic.setdefault(repeat.get("nodeset", ""), {})
        mine["count"] = repeat.get(f"{JAVAROSA}count", "")
    return XForm(
        logic=logic,
        preloaded=frozenset(preloaded),
        uncertain=_uncertain(logic, preloaded | elsewhere),
        itemsets=itemsets,
        counting=_counting(logic),
    )


def _counting(logic: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
    names = {
        name
        for sources in logic.values()
        for name in NAME.findall(sources.get("count", ""))
    }
    for reference, sources in logic.items():
        if reference.rpartition("/")[2] in names:
            # What pyxform makes of an expression: a calculation that is referred to.
            names |= set(NAME.findall(sources.get("calculate", "")))
    return frozenset(names)


def _is_today(bind: Element) -> bool:
    parameters = bind.get(f"{JAVAROSA}preloadParams")
    return bind.get(f"{JAVAROSA}preload") == "date" and parameters == "today"


def _uncertain(
    logic: Mapping[str, Mapping[str, str]], preloaded: set[str]
) -> frozenset[str]:
    found = set(preloaded)
    for reference, sources in logic.items():
        if any(CHANCE.search(source) for source in sources.values()):
            found.add(reference)
    while True:
        names = {reference.rpartition("/")[2] for reference in found}
        more = set(_depending(logic, names)) - found
        if not more:
            return frozenset(found)
        found |= more


def _depending(
    logic: Mapping[str, Mapping[str, str]], names: set[str]
) -> Iterator[str]:
    for reference, sources in logic.items():
        for source in sources.values():
            if names & set(NAME.findall(QUOTED.sub("", source))):
                yield reference
                break
