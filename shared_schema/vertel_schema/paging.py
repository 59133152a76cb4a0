"""How long lists are asked for, page by page."""

from vertel_schema.base import Query
from vertel_schema.fields import Integer, Line


class PageQuery(Query):
    """Which page of a list."""

    limit = Integer("How many at most.", minimum=1, maximum=100, default=20)
    cursor = Line("Where the page before ended.", max_length=500, optional=True)
