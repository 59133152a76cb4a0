"""scim2-tester walks over a server that runs: every check of it passes."""

from __future__ import annotations

from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_tester import Status, check_server

from support.world import World

FINE = {Status.SUCCESS, Status.COMPLIANT, Status.ACCEPTABLE, Status.SKIPPED}


def test_every_check_of_scim2_tester_passes(world: World) -> None:
    application = world.client.application
    client = WSGISCIMClient(application, "http://localhost/scim/v2", headers=world.key("scim"))
    results = check_server(client)
    failed = [(one.title, one.resource_type, one.reason) for one in results if one.status not in FINE]
    assert not failed, "\n".join(map(str, failed))
    assert len(results) > 60
