"""What a directory may ask first of a server that has just started."""

from __future__ import annotations

import subprocess
import sys

LOOK_UP = """
from scim2_models import SearchRequest
from vertel.api.scim.models import Group, User

for model, query in ((User, 'userName eq "noor@example.com"'), (Group, 'displayName eq "Techniek"')):
    SearchRequest[model].model_validate({"filter": query})
    assert model.__pydantic_complete__, model
"""


def test_a_filter_may_be_the_first_thing_that_a_directory_asks_for() -> None:
    subprocess.run([sys.executable, "-c", LOOK_UP], check=True, timeout=60)
