"""`vertel export` and `vertel erase`; what they read and delete is tested on both databases in tests/api."""

import json

from support.world import World


def test_export_prints_one_json_document(vertel, world: World) -> None:
    world.employee(email="noor@example.com", name="Noor", team="Techniek")

    result = vertel("export", "noor@example.com")

    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["employee"]["team"] == "Techniek"


def test_export_of_an_unknown_address_says_so(vertel, world: World) -> None:
    result = vertel("export", "nobody@example.com")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: Nobody here has the address nobody@example.com.\n"


def test_erase_asks_first_and_takes_no_for_an_answer(vertel, world: World) -> None:
    world.employee(email="noor@example.com", name="Noor")

    result = vertel("erase", "noor@example.com", typed="n\n")

    assert result.exit_code == 1
    assert "Erase Noor <noor@example.com> for good?" in result.stderr
    assert vertel("export", "noor@example.com").exit_code == 0


def test_erase_without_anybody_to_ask_erases_nobody(vertel, world: World) -> None:
    world.employee(email="noor@example.com")

    assert vertel("erase", "noor@example.com", typed="").exit_code == 1
    assert vertel("export", "noor@example.com").exit_code == 0


def test_erase_erases_on_yes(vertel, world: World) -> None:
    world.employee(email="noor@example.com")

    result = vertel("erase", "noor@example.com", "--yes")

    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.startswith("Erased. ")
    assert vertel("export", "noor@example.com").exit_code == 1


def test_erase_points_at_suggestions_that_name_somebody_so_called(vertel, world: World) -> None:
    world.employee(email="noor@example.com", name="Noor de Wit")
    world.suggestion(external_id="story-7", people=[{"name": "Noor de Wit", "consent_until": "2030-01-01"}])

    result = vertel("erase", "noor@example.com", "--yes")

    assert "Note: suggestion story-7 names somebody called so." in result.stderr
