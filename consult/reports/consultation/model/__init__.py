"""The tree that the report of a consultation and the desk pages are made from.

Every figure about people in it is ``Released`` or ``Withheld``; there is no other
kind. Plans, days, thresholds and measures of the software are about nobody and
stand as they are. Texts are ``Text`` of the questionnaire, or ``Words`` of people.
"""

from consult.reports.consultation.model.asked import (
    Asked,
    AskedQuestion,
    Survey,
)
from consult.reports.consultation.model.concerns import (
    AccountingPart,
    Breakdown,
    BreakdownRow,
    ColumnGroup,
    Concern,
    Concerns,
    OpenQuestion,
    SentimentPart,
    Stability,
    Twin,
)
from consult.reports.consultation.model.participation import (
    DayCount,
    GroupCount,
    GroupCounts,
    NamedCount,
    Overview,
    Participation,
    PlanState,
)
from consult.reports.consultation.model.report import (
    MOST_IN_FULL,
    ConsultationReport,
    Run,
    withheld_in,
)
from consult.reports.consultation.model.results import (
    Half,
    IndexFigures,
    IndexLine,
    ItemLine,
    Reliability,
    Results,
    ScaleTable,
    Standing,
    Step,
    SurveyResults,
)

__all__ = [
    "MOST_IN_FULL",
    "AccountingPart",
    "Asked",
    "AskedQuestion",
    "Breakdown",
    "BreakdownRow",
    "ColumnGroup",
    "Concern",
    "Concerns",
    "ConsultationReport",
    "DayCount",
    "GroupCount",
    "GroupCounts",
    "Half",
    "IndexFigures",
    "IndexLine",
    "ItemLine",
    "NamedCount",
    "OpenQuestion",
    "Overview",
    "Participation",
    "PlanState",
    "Reliability",
    "Results",
    "Run",
    "ScaleTable",
    "SentimentPart",
    "Stability",
    "Standing",
    "Step",
    "Survey",
    "SurveyResults",
    "Twin",
    "withheld_in",
]
