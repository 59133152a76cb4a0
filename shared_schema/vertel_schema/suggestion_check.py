"""What would be said of a suggestion that is still being written."""

from vertel_schema.base import Query, Response
from vertel_schema.fields import Id, Integer, Items, Object
from vertel_schema.problem import Fault
from vertel_schema.suggestion import EditorWarning


class SuggestionCheckQuery(Query):
    """Which suggestion is written on."""

    suggestion_id = Id(
        "The one that is changed, so that it counts what people in it said; missing for a new one.", optional=True
    )


class SuggestionCheck(Response):
    """What would be said of a suggestion as it is written so far; nothing is stored."""

    errors = Items("Why it would be refused; empty otherwise.", Object("A fault.", Fault), max_items=1000)
    warnings = Items("What an editor may want to mend.", Object("A warning.", EditorWarning), max_items=500)
    reach = Integer(
        "For how many colleagues it is meant who are there now, rounded down to fives; null for fewer.",
        nullable=True,
        example=25,
    )
