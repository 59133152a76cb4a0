"""What editors see: shares, clicks and applications of groups, never of people.

Clicks come from what they add up to by the day and by the hour, so that a report costs the days it is asked for and not
the clicks in them.
"""

from vertel.domain.analytics.reports.over_time import clicks_over_time
from vertel.domain.analytics.reports.overview import overview
from vertel.domain.analytics.reports.period import Period, period
from vertel.domain.analytics.reports.suggestions import suggestions

__all__ = ["Period", "clicks_over_time", "overview", "period", "suggestions"]
