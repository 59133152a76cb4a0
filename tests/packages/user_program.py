"""What somebody writes who has only the wheel: it is type-checked strictly and run in an environment of its own."""

from marshmallow import ValidationError

from vertel_schema import SuggestionRequest, documents, faults
from vertel_schema.client import HttpRequest, ProblemError, Reply, Vertel

LINK = b'{"code": "k7", "url": "https://go.example.nl/k7", "scope": "own", "destination_url": "https://a.example.nl/"}'
PROBLEM = b'{"type": "t", "title": "No", "status": 404, "detail": "There is no such link."}'


def answer(request: HttpRequest) -> Reply:
    """Answer as a server would."""
    found = isinstance(request.body, bytes) and b"k7" in request.body
    return Reply(200 if found else 404, {}, LINK if found else PROBLEM)


def titles(page: documents.SuggestionPageDict) -> list[str]:
    """Return what a page lists."""
    return [suggestion["title"] for suggestion in page["items"]]


def main() -> None:
    """Use what the package promises."""
    story: documents.SuggestionRequestDict = {"kind": "story", "title": "Samen naar buiten"}
    print(SuggestionRequest().load(story)["status"])
    try:
        SuggestionRequest().load({"kind": "story"})
    except ValidationError as error:
        print(faults(error.messages)[0]["pointer"])
    vertel = Vertel("https://vertel.example.nl", "vk_x", send=answer)
    link: documents.OwnLinkRequestDict = {"destination_url": "https://a.example.nl/", "code": "k7"}
    print(vertel.links.make(link)["code"])
    try:
        vertel.links.read("k8")
    except ProblemError as problem:
        print(problem.status, problem.detail)


main()
