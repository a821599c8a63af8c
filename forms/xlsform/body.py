"""Makes the body of a questionnaire of the rows of the survey sheet."""

from dataclasses import dataclass, field, replace
from typing import Final

from forms.definition import Group, Item, Kind, Repeat
from forms.keys import walk
from forms.xlsform.choices import Lists, media_of
from forms.xlsform.columns import CHOICES
from forms.xlsform.conditions import condition
from forms.xlsform.faults import Fault
from forms.xlsform.kinds import Asked, Begins, Ends, Names, read_type
from forms.xlsform.loops import over_choices, replaced
from forms.xlsform.naming import Naming, Taken, usable
from forms.xlsform.offering import Offers
from forms.xlsform.problems import Findings
from forms.xlsform.questions import QuestionReader
from forms.xlsform.records import Record
from forms.xlsform.settings import YES

DEEPEST: Final = 30
MOST: Final = 6_000
"""So many questions no real questionnaire has, loops written out."""


@dataclass(slots=True)
class Frame:
    """A group, repeat or loop that has begun, or the whole (``what`` is blank)."""

    what: str
    name: str
    record: Record | None
    over: str = ""
    items: list[Item] = field(default_factory=list)
    taken: Taken = field(default_factory=Taken)


@dataclass(slots=True)
class Counts:
    """What the rows come to. Rows that a loop writes out again count once."""

    questions: int = 0
    groups: int = 0
    repeats: int = 0


class BodyReader:
    """Takes the records of the survey sheet one by one; ``end`` gives the body.

    ``records`` are those of the items by path, ``kept`` those that are no end of a
    group, and ``settings`` what older workbooks set on this sheet.
    """

    def __init__(self, lists: Lists, offers: Offers, findings: Findings) -> None:
        self.counts = Counts()
        self.records: dict[str, Record] = {}
        self.settings: dict[str, str] = {}
        self.kept: list[Record] = []
        self._lists = lists
        self._offers = offers
        self._findings = findings
        self._questions = QuestionReader(findings)
        self._naming = Naming(findings)
        self._frames = [Frame("", "", None)]
        self._many = 0
        self._too_large = False

    def take(self, record: Record) -> None:
        """Read a row."""
        if record.get("disabled").lower() in YES:
            self._findings.add(Fault.ROW_DISABLED, record.place("disabled"))
            return
        told = record.logic("type")
        if not told:
            if record.get("name") or "label" in record.texts:
                self._findings.add(Fault.TYPE_MISSING, record.place("type"))
            return
        typed = read_type(told)
        if isinstance(typed, Ends):
            self._end(typed, record)
        elif isinstance(typed, Names):
            self._set(typed, record)
        elif self._has_room(record):
            self.kept.append(record)
            if isinstance(typed, Begins):
                self._begin(typed, record)
            else:
                self._ask(typed or self._unknown(told, record), record)

    def end(self) -> tuple[Item, ...]:
        """Return the body; what did not end ends here."""
        while len(self._frames) > 1:
            frame = self._frames[-1]
            if frame.record is not None:
                self._findings.add(
                    Fault.NEVER_ENDED,
                    frame.record.place("type"),
                    name=frame.name,
                    begun=frame.what,
                )
            self._close()
        body = tuple(self._frames[0].items)
        return replaced(body, self._naming.renamed) if self._naming.renamed else body

    def _has_room(self, record: Record) -> bool:
        self._many += 1
        if self._many > MOST and not self._too_large:
            self._too_large = True
            self._findings.add(Fault.TOO_LARGE, record.place(), most=MOST)
        return not self._too_large

    def _set(self, names: Names, record: Record) -> None:
        if names.field and record.get("name"):
            self.settings[names.field] = record.get("name")

    def _unknown(self, told: str, record: Record) -> Asked:
        self._findings.add(Fault.TYPE_UNKNOWN, record.place("type"), type=told)
        return Asked(Kind.TEXT, told)

    def _begin(self, begins: Begins, record: Record) -> None:
        if len(self._frames) > DEEPEST:
            self._findings.add(Fault.TOO_DEEP, record.place("type"), most=DEEPEST)
            self._too_large = True
            return
        name = self._naming.of_group(
            record, begins.what, self._taken, len(self._frames) - 1
        )
        if begins.what == "loop" and begins.list not in self._lists:
            self._findings.add(
                Fault.LIST_MISSING,
                record.place("type"),
                name=begins.list,
                sheet=CHOICES,
            )
        self._frames.append(Frame(begins.what, name, record, begins.list))
        if begins.what == "repeat":
            self.counts.repeats += 1
        else:
            self.counts.groups += 1

    def _end(self, ends: Ends, record: Record) -> None:
        frame = self._frames[-1]
        if not frame.what:
            self._findings.add(Fault.END_WITHOUT_BEGIN, record.place("type"))
            return
        if frame.what != ends.what:
            self._findings.add(
                Fault.END_OF_ANOTHER,
                record.place("type"),
                begun=frame.what,
                name=frame.name,
            )
        self._close()

    def _close(self) -> None:
        frame = self._frames.pop()
        record = frame.record
        if record is None:
            return
        items: tuple[Item, ...] = tuple(frame.items)
        if frame.what == "loop":
            items = self._written_out(frame, items)
        path = self._path(frame.name)
        self.records[path] = record
        repeat = Repeat(count=record.logic("repeat_count"))
        self._frames[-1].items.append(
            Group(
                name=frame.name,
                items=items,
                label=record.text("label"),
                hint=record.text("hint"),
                guidance=record.text("guidance"),
                media=media_of(record),
                appearance=record.get("appearance"),
                relevant=condition(record.logic("relevant")),
                read_only_when=self._questions.condition(record, "read_only"),
                repeat=repeat if frame.what == "repeat" else None,
                columns=record.columns(),
            )
        )

    def _written_out(self, frame: Frame, items: tuple[Item, ...]) -> tuple[Item, ...]:
        if frame.over not in self._lists:
            return items
        choices = self._lists.choices(frame.over)
        self._many += sum(1 for _ in walk(items)) * len(choices)
        if self._many > MOST and frame.record is not None:
            self._findings.add(Fault.TOO_LARGE, frame.record.place(), most=MOST)
            return items
        names = {choice.name: usable(choice.name) for choice in choices}
        groups = over_choices(items, choices)
        prefix = self._path(frame.name)
        within = {
            path.removeprefix(f"{prefix}/"): record
            for path, record in self.records.items()
            if path.startswith(f"{prefix}/")
        }
        for choice in choices:
            for path, record in within.items():
                self.records[f"{prefix}/{names[choice.name]}/{path}"] = record
        return tuple(
            Group(name=names[each.name], label=each.label, items=each.items)
            for each in groups
        )

    def _ask(self, asked: Asked, record: Record) -> None:
        taken = self._taken
        if asked.kind is Kind.METADATA:
            name = self._naming.of_metadata(record, asked.variant, taken)
        else:
            name = self._naming.of_question(record, taken, len(self._frames) - 1)
        offered, choices = self._offers.find(asked, record)
        self._tell(offered, record)
        question = self._questions.read(name, offered, record, choices)
        question = self._offers.searched(question, record)
        self._put(question, record)
        self.counts.questions += question.is_asked
        other = self._offers.other(offered, question)
        if other is not None:
            self._put(replace(other, name=taken.free(other.name)), record)

    def _put(self, item: Item, record: Record) -> None:
        self.records[self._path(item.name)] = record
        self._frames[-1].items.append(item)

    def _tell(self, asked: Asked, record: Record) -> None:
        """Tell what is not asked, or asked otherwise."""
        place = record.place("type")
        if asked.kind is Kind.METADATA and asked.variant != "today":
            self._findings.add(Fault.METADATA_DROPPED, place, type=asked.variant)
        elif asked.kind is Kind.POSITION:
            self._findings.add(Fault.POSITION_OFF, place)
        elif asked.kind is Kind.ATTACHMENT:
            self._findings.add(Fault.ATTACHMENT_OFF, place)

    @property
    def _taken(self) -> Taken:
        return self._frames[-1].taken

    def _path(self, name: str) -> str:
        return "/".join([*(frame.name for frame in self._frames[1:]), name])
