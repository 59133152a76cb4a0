"""Reports that cannot be made, and for each the tests of this repository that fail when it could.

A test looks that each of these tests is there and is not switched off; each runs with the others.
"""

from __future__ import annotations

from typing import NamedTuple

from vertel.translations import N_


class Promise(NamedTuple):
    """A report that cannot be made, and the tests that prove it, as pytest names them."""

    text: str
    proofs: tuple[str, ...]


IMPOSSIBLE: dict[str, Promise] = {
    "ranking": Promise(
        N_("A list, an order or a comparison of colleagues by what they shared or by what came of it."),
        ("tests/api/test_impossible_reports.py::test_no_number_about_use_stands_beside_a_person",),
    ),
    "below-five": Promise(
        N_("A number about use that fewer than five colleagues could have caused, by itself or by subtraction."),
        (
            "tests/api/test_impossible_reports.py::test_what_four_colleagues_do_is_in_no_report",
            "tests/api/test_private_counting.py::test_the_total_less_two_teams_of_five_is_nobody",
            (
                "tests/property/test_adversary.py::"
                "test_five_people_could_have_done_whatever_is_counted_given_all_that_is_shown"
            ),
        ),
    ),
    "clicks-per-person": Promise(
        N_("The clicks on one colleague's links, for anybody but that colleague."),
        (
            "tests/api/test_impossible_reports.py::test_clicks_on_a_colleagues_own_link_are_told_to_nobody_else",
            "tests/api/test_links_managed.py::test_an_employees_own_link_is_in_no_list_also_after_they_left",
        ),
    ),
    "who-shared": Promise(
        N_("Who shared a suggestion, or who did not."),
        (
            (
                "tests/property/test_administrators_see_no_use.py::"
                "test_two_companies_that_differ_in_what_colleagues_did_look_the_same"
            ),
            "tests/api/test_thanks.py::test_thanks_reach_those_who_had_shared_and_nobody_else",
        ),
    ),
    "who-uses-vertel": Promise(
        N_("Who signed in, paused the counting, asked for quiet, or does not use Vertel."),
        (
            (
                "tests/property/test_administrators_see_no_use.py::"
                "test_two_companies_that_differ_in_what_colleagues_did_look_the_same"
            ),
            "tests/api/test_private_counting.py::test_teams_are_named_by_who_is_active_whoever_uses_vertel",
        ),
    ),
    "who-spoke": Promise(
        N_("Who wrote a reaction or an idea that is not signed."),
        ("tests/property/test_unsigned.py::test_nobody_who_did_not_sign_is_named_to_anybody",),
    ),
    "who-answered": Promise(
        N_("How many answered a question to colleagues, or who did not."),
        (
            (
                "tests/api/test_questions.py::"
                "test_how_many_answered_is_told_to_nobody_and_how_many_it_reaches_to_editors_in_fives"
            ),
        ),
    ),
    "when": Promise(
        N_("At what time of the day a colleague did something."),
        ("tests/api/test_times_of_acts.py::test_no_answer_tells_when_a_colleague_did_something",),
    ),
    "who-clicked": Promise(
        N_("Who followed a link, from where, or with which device."),
        ("tests/api/test_redirect.py::test_nothing_about_a_visitor_is_stored",),
    ),
    "who-applied": Promise(
        N_("Who applied."), ("tests/api/test_applications.py::test_nothing_that_could_name_the_applicant_is_kept",)
    ),
    "linkedin": Promise(
        N_("What a colleague does, reads or writes on LinkedIn, apart from the text that they inserted by a click."),
        (
            "tests/e2e/test_hostile_page.py::test_the_page_sees_nothing_of_an_idle_extension",
            "tests/e2e/test_hostile_page.py::test_after_an_insertion_only_the_text_of_the_composer_differs",
        ),
    ),
}
"""Its name -> what cannot be made."""
