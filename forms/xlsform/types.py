"""Says what the types of an XLSForm ask for, in every spelling that is in use.

The reader and the writer share these tables.
"""

from typing import Final

from forms.definition import Kind

TYPE_OF: Final = {
    Kind.TEXT: "text",
    Kind.INTEGER: "integer",
    Kind.DECIMAL: "decimal",
    Kind.RANGE: "range",
    Kind.DATE: "date",
    Kind.TIME: "time",
    Kind.DATETIME: "dateTime",
    Kind.ACKNOWLEDGE: "acknowledge",
    Kind.POSITION: "geopoint",
    Kind.ATTACHMENT: "file",
    Kind.NOTE: "note",
    Kind.CALCULATION: "calculate",
    Kind.HIDDEN: "hidden",
    Kind.METADATA: "hidden",
    Kind.CHOICE: "select_one",
    Kind.CHOICES: "select_multiple",
    Kind.RANKING: "rank",
}
"""How a question without a variant is written; after the last three goes the list.

A variant is written as it is. A text has one where it stands for something that is not
there: a type that nobody knows, choices from a file that did not come along.
"""

_METADATA: Final = (
    "start", "end", "today", "deviceid", "phonenumber", "username", "email",
    "simserial", "subscriberid", "audit", "start-geopoint", "background-audio",
    "background-geopoint", "uri:deviceid", "uri:phonenumber", "uri:username",
    "uri:email", "uri:simserial", "uri:subscriberid", "caseid", "comments",
    "text audit", "audio audit", "speed violations count", "speed violations list",
    "speed violations audit", "devicephonenum",
)  # fmt: skip

VARIANTS: Final = {
    **dict.fromkeys(_METADATA, Kind.METADATA),
    "barcode": Kind.TEXT,
    "tel": Kind.TEXT,
    "geopoint": Kind.POSITION,
    "geotrace": Kind.POSITION,
    "geoshape": Kind.POSITION,
    "image": Kind.ATTACHMENT,
    "audio": Kind.ATTACHMENT,
    "video": Kind.ATTACHMENT,
    "file": Kind.ATTACHMENT,
    "osm": Kind.ATTACHMENT,
}
"""The types that are held as the variant of a kind; metadata, positions and attachments
always have one. ``osm`` may be followed by a list of tags, and types that begin with
``SENSOR`` are metadata too."""

SENSOR: Final = (
    "sensor_statistic",
    "sensor_stream",
    "sensor statistic",
    "sensor stream",
)

SPELLINGS: Final = {
    "string": "text",
    "q string": "text",
    "add text prompt": "text",
    "int": "integer",
    "q int": "integer",
    "add integer prompt": "integer",
    "q decimal": "decimal",
    "add decimal prompt": "decimal",
    "q date": "date",
    "add date prompt": "date",
    "datetime": "dateTime",
    "date time": "dateTime",
    "q date time": "dateTime",
    "q datetime": "dateTime",
    "add date time prompt": "dateTime",
    "add datetime prompt": "dateTime",
    "q note": "note",
    "add note prompt": "note",
    "q acknowledge": "acknowledge",
    "add acknowledge prompt": "acknowledge",
    "trigger": "acknowledge",
    "q calculate": "calculate",
    "add calculate prompt": "calculate",
    "calculate here": "calculate",
    "calculate_here": "calculate",
    "q barcode": "barcode",
    "add barcode prompt": "barcode",
    "location": "geopoint",
    "gps": "geopoint",
    "q geopoint": "geopoint",
    "q location": "geopoint",
    "add location prompt": "geopoint",
    "q geotrace": "geotrace",
    "q geoshape": "geoshape",
    "photo": "image",
    "q picture": "image",
    "q image": "image",
    "add image prompt": "image",
    "add photo prompt": "image",
    "q audio": "audio",
    "add audio prompt": "audio",
    "q video": "video",
    "add video prompt": "video",
    "add file prompt": "file",
    "get start time": "start",
    "start time": "start",
    "get end time": "end",
    "end time": "end",
    "get today": "today",
    "imei": "deviceid",
    "device id": "deviceid",
    "get device id": "deviceid",
    "get phone number": "phonenumber",
    "sim id": "simserial",
    "get sim id": "simserial",
    "subscriber id": "subscriberid",
    "get subscriber id": "subscriberid",
    "text_audit": "text audit",
    "audio_audit": "audio audit",
    "speed_violations_count": "speed violations count",
    "speed_violations_list": "speed violations list",
    "speed_violations_audit": "speed violations audit",
    "set form title": "form_title",
    "set_form_title": "form_title",
    "set form id": "form_id",
    "set_form_id": "form_id",
}
"""Other spellings of a type, older ones for the most part, and what they mean."""

BOUNDED: Final = {
    "phone number": ("text", r"regex(., '^\d*$')"),
    "percentage": ("integer", "0 <= . and . <= 100"),
    "number of days in last month": ("integer", "0 <= . and . <= 31"),
    "number of days in last six months": ("integer", "0 <= . and . <= 183"),
    "number of days in last year": ("integer", "0 <= . and . <= 365"),
}
"""Types that bring a constraint with them, where the author gives none."""

SELECTS: Final = {
    "select_one": Kind.CHOICE,
    "select one": Kind.CHOICE,
    "select1": Kind.CHOICE,
    "select one from": Kind.CHOICE,
    "select one using": Kind.CHOICE,
    "q select1": Kind.CHOICE,
    "add select one prompt using": Kind.CHOICE,
    "select_multiple": Kind.CHOICES,
    "select multiple": Kind.CHOICES,
    "select multiple from": Kind.CHOICES,
    "select multiple using": Kind.CHOICES,
    "select all that apply": Kind.CHOICES,
    "select all that apply from": Kind.CHOICES,
    "q select": Kind.CHOICES,
    "add select multiple prompt using": Kind.CHOICES,
    "rank": Kind.RANKING,
}
"""What stands before the name of a list of choices."""

SELECTS_EXTERNAL: Final = {
    "select_one_external": Kind.CHOICE,
    "select one external": Kind.CHOICE,
}
"""What stands before the name of a list on the sheet of external choices."""

SELECTS_FROM_FILE: Final = {
    "select_one_from_file": Kind.CHOICE,
    "select one from file": Kind.CHOICE,
    "select_multiple_from_file": Kind.CHOICES,
    "select multiple from file": Kind.CHOICES,
}
"""What stands before the name of a file of choices."""

OR_OTHER: Final = ("or_other", "or other", "or specify other")

BEGIN: Final = "begin"
END: Final = "end"
GROUPS: Final = {
    "group": "group",
    "repeat": "repeat",
    "lgroup": "repeat",
    "looped group": "repeat",
    "loop": "loop",
}
"""What begins and ends, after ``begin`` or ``end`` and a space or underscore."""

INSTANCES: Final = ("csv-external", "xml-external")
"""Rows that name a side file and ask nothing."""
