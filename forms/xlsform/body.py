"""Makes the body of a questionnaire of the rows of the survey sheet."""

import re
from dataclasses import dataclass, field
from typing import Final

from forms.definition import CHOOSING, Group, Item, Kind, Question, Repeat
from forms.keys import walk
from forms.xlsform.choices import OTHER, Lists, in_each, media_of
from forms.xlsform.conditions import condition
from forms.xlsform.files import Files
from forms.xlsform.kinds import Asked, Begins, Ends, Names, read_type
from forms.xlsform.loops import over_choices, replaced
from forms.xlsform.problems import Fault, Findings
from forms.xlsform.questions import QuestionReader
from forms.xlsform.records import Record
from forms.xlsform.settings import YES

DEEPEST: Final = 30
MOST: Final = 6_000
"""So many questions no real questionnaire has, loops written out."""

META: Final = "meta"
_FIRST: Final = re.compile(r"[^\W\d]|_")
_UNUSABLE: Final = re.compile(r"[^\w.-]")
_ALWAYS_CALLED: Final = {"audit": "audit"}

SPECIFY_IN: Final = {
    "ar": "يرجى التحديد", "de": "Bitte angeben", "en": "Please specify",
    "es": "Especifique", "fr": "Précisez", "id": "Sebutkan", "it": "Specificare",
    "pt": "Especifique", "ru": "Уточните", "sw": "Tafadhali eleza", "tr": "Belirtin",
    "uk": "Уточніть", "zh": "请说明",
}  # fmt: skip


@dataclass(slots=True)
class Frame:
    """A group, repeat or loop that has begun, or the whole (``what`` is blank)."""

    what: str
    name: str
    record: Record | None
    over: str = ""
    items: list[Item] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Counts:
    """What the rows come to. Rows that a loop writes out again count once."""

    questions: int = 0
    groups: int = 0
    repeats: int = 0


class BodyReader:
    """Takes the records of the survey sheet one by one; ``end`` gives the body."""

    def __init__(
        self, lists: Lists, files: Files, findings: Findings, language: str
    ) -> None:
        self.counts = Counts()
        self.records: dict[str, Record] = {}
        self.settings: dict[str, str] = {}
        self.kept: list[Record] = []
        self._lists = lists
        self._files = files
        self._findings = findings
        self._language = language
        self._questions = QuestionReader(findings)
        self._frames = [Frame("", "", None)]
        self._renamed: dict[str, str] = {}
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
        return replaced(body, self._renamed) if self._renamed else body

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

    # Groups

    def _begin(self, begins: Begins, record: Record) -> None:
        if len(self._frames) > DEEPEST:
            self._findings.add(Fault.TOO_DEEP, record.place("type"), most=DEEPEST)
            self._too_large = True
            return
        name = self._name(record, begins.what)
        if begins.what == "loop" and begins.list not in self._lists:
            self._findings.add(
                Fault.LIST_MISSING,
                record.place("type"),
                name=begins.list,
                sheet="choices",
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
        usable = {choice.name: _usable(choice.name) for choice in choices}
        groups = over_choices(items, choices)
        prefix = self._path(frame.name)
        within = {
            path.removeprefix(f"{prefix}/"): record
            for path, record in self.records.items()
            if path.startswith(f"{prefix}/")
        }
        for choice in choices:
            for path, record in within.items():
                self.records[f"{prefix}/{usable[choice.name]}/{path}"] = record
        return tuple(
            Group(name=usable[each.name], label=each.label, items=each.items)
            for each in groups
        )

    # Questions

    def _ask(self, asked: Asked, record: Record) -> None:
        name = self._name(record, asked.variant if asked.kind is Kind.METADATA else "")
        asked, choices = self._choices(asked, record)
        self._tell(asked, record)
        question = self._questions.read(name, asked, record, choices)
        question = self._files.searched(question, record, self._lists)
        self.records[self._path(name)] = record
        self._frames[-1].items.append(question)
        self.counts.questions += question.is_asked
        if asked.has_other and choices is not None:
            self._other(question, record)

    def _choices(self, asked: Asked, record: Record) -> tuple[Asked, str | None]:
        """Return what is asked and the list it is chosen from.

        Where choices do not exist, a short text is asked for.
        """
        if asked.kind not in CHOOSING:
            return asked, None
        text = Asked(Kind.TEXT, " ".join(record.logic("type").split()))
        place = record.place("type")
        if not asked.list:
            self._findings.add(Fault.LIST_UNNAMED, place)
            return text, None
        if "${" in asked.list:
            self._findings.add(Fault.CHOICES_FROM_ANSWERS, place)
            return text, None
        if asked.list in self._lists and not asked.is_external:
            return asked, asked.list
        if asked.is_file:
            name = self._files.choices_of(asked, record, self._lists)
            return (asked, name) if name is not None else (text, None)
        return self._listed(asked, record)

    def _listed(self, asked: Asked, record: Record) -> tuple[Asked, str | None]:
        name = self._files.external(asked.list) if asked.is_external else asked.list
        if name in self._lists:
            return asked, name
        self._findings.add(
            Fault.LIST_MISSING,
            record.place("type"),
            name=asked.list,
            sheet="external_choices" if asked.is_external else "choices",
        )
        return Asked(Kind.TEXT, " ".join(record.logic("type").split())), None

    def _other(self, question: Question, record: Record) -> None:
        """Offer "other", and ask for it right after."""
        if question.choices is None or self._lists.is_from_file(question.choices):
            return
        self._lists.add_other(question.choices, self._language)
        spoken = dict.fromkeys(tag for tag, _ in question.label.in_languages)
        name = self._free(f"{question.name}_{OTHER}")
        self.records[self._path(name)] = record
        self._frames[-1].items.append(
            Question(
                name=name,
                kind=Kind.TEXT,
                label=in_each(SPECIFY_IN, spoken, self._language),
                relevant=f"selected(${{{question.name}}}, '{OTHER}')",
            )
        )

    def _tell(self, asked: Asked, record: Record) -> None:
        """Tell what is not asked, or asked otherwise."""
        place = record.place("type")
        if asked.kind is Kind.METADATA and asked.variant != "today":
            self._findings.add(Fault.METADATA_DROPPED, place, type=asked.variant)
        elif asked.kind is Kind.POSITION:
            self._findings.add(Fault.POSITION_OFF, place)
        elif asked.kind is Kind.ATTACHMENT:
            self._findings.add(Fault.ATTACHMENT_OFF, place)

    # Names

    def _name(self, record: Record, instead: str) -> str:
        told = record.logic("name")
        name = _ALWAYS_CALLED.get(instead) or _usable(told)
        if not told:
            name = name or self._made_up(record, instead)
        elif name != told:
            self._findings.add(
                Fault.NAME_CHANGED, record.place("name"), name=told, read=name
            )
            self._renamed[f"${{{told}}}"] = f"${{{name}}}"
        if name == META and len(self._frames) == 1:
            self._findings.add(Fault.NAME_META, record.place("name"))
        if name in self._frames[-1].names:
            self._findings.add(Fault.NAME_TWICE, record.place("name"), name=name)
        return self._free(name)

    def _made_up(self, record: Record, instead: str) -> str:
        if record.logic("type").lower() == "note":
            return f"generated_note_name_{record.number}"
        name = _usable(instead) or f"question_{record.number}"
        if instead in {"group", "repeat", "loop"}:
            name = f"{instead}_{record.number}"
        if not (instead and instead not in {"group", "repeat", "loop"}):
            self._findings.add(Fault.NAME_MISSING, record.place("name"), name=name)
        return name

    def _free(self, name: str) -> str:
        taken = self._frames[-1].names
        free = name
        while free in taken:
            taken[name] += 1
            free = f"{name}_{taken[name]}"
        taken[free] = 1
        return free

    def _path(self, name: str) -> str:
        return "/".join([*(frame.name for frame in self._frames[1:]), name])


def _usable(name: str) -> str:
    """Return a name that can stand in paths and conditions, blank for a blank one."""
    plain = _UNUSABLE.sub("_", name)
    return plain if not plain or _FIRST.match(plain) else f"_{plain}"
