"""What the kinds of suggestions are called, to be translated."""

from vertel.translations import N_

KINDS = {
    "story": N_("Story"),
    "team_moment": N_("Team moment"),
    "success": N_("Success"),
    "vacancy": N_("Vacancy"),
    "event": N_("Event"),
    "article": N_("Article"),
}
