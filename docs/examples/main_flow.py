"""The main flow, with the client that openapi-python-client makes of the contract (docs/integrating.md).

DISPATCHER=xq_… FIRM=xq_… REGULATOR=xq_… python main_flow.py ADDRESS SERVICE AREA

It writes: a decision, a request, a complaint about the firm and an appeal.
"""

import os
import sys
from typing import TypeVar
from uuid import uuid4

from xinqiao_client import AuthenticatedClient
from xinqiao_client.api.appeals import file_appeal, withdraw_appeal
from xinqiao_client.api.gate import decide_eligibility, list_eligible_providers
from xinqiao_client.api.ratings import explain_rating, get_rating, record_complaint
from xinqiao_client.api.reference import get_catalogue
from xinqiao_client.api.requests import (
    answer_request,
    assign_request,
    complete_request,
    get_request,
    receive_request,
)
from xinqiao_client.api.service import get_me
from xinqiao_client.models import (
    Answer,
    AppealToFile,
    Assignment,
    ComplaintThatWasDecided,
    Completion,
    EligibleProvider,
    EmptyBody,
    NewRequest,
    Problem,
    QuestionsToTheGate,
)
from xinqiao_client.types import UNSET, Unset

Body = TypeVar("Body")


class Refused(Exception):
    """A refusal of the service. `problem.code` is stable; title and detail are in the language that was asked for."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.code}: {problem.title}")
        self.problem = problem


def done(answer: Body | Problem | None) -> Body:
    """The body of a success. Raises Refused."""
    if isinstance(answer, Problem):
        raise Refused(answer)
    if answer is None:
        raise RuntimeError("an answer that the contract does not have")
    return answer


address, service, area = sys.argv[1:4]


def client_of(role: str) -> AuthenticatedClient:
    """A client with the key of a role, for texts in English."""
    return AuthenticatedClient(base_url=address, token=os.environ[role], headers={"Accept-Language": "en"})


dispatcher, firm, regulator = client_of("DISPATCHER"), client_of("FIRM"), client_of("REGULATOR")

catalogue = done(get_catalogue.sync(client=dispatcher))
print("categories", len(catalogue.categories))

eligible: list[EligibleProvider] = []
cursor: str | Unset = UNSET
while True:
    page = done(list_eligible_providers.sync(client=dispatcher, service=service, area=area, limit=50, cursor=cursor))
    eligible += page.items
    if page.next_ is None:
        break
    cursor = page.next_
print("eligible", len(eligible))

# The firm whose key this is.
provider = done(get_me.sync(client=firm)).provider
if provider is None:
    raise SystemExit("FIRM is not the key of a firm")
question = {"provider": provider, "service": service, "area": area}
decided = done(decide_eligibility.sync(client=dispatcher, body=QuestionsToTheGate.from_dict({"items": [question]})))
print("decision", decided.items[0].eligible)

# A lost answer: the same key with the same body gets the first answer again.
call = NewRequest.from_dict({"channel": "phone", "customer": f"c-{uuid4()}", "service": service, "area": area})
key = str(uuid4())
request = done(receive_request.sync(client=dispatcher, body=call, idempotency_key=key))
again = done(receive_request.sync(client=dispatcher, body=call, idempotency_key=key))
print("sent twice, received once", again.id == request.id)

done(assign_request.sync(request.id, client=dispatcher, body=Assignment.from_dict({"provider": provider})))
done(answer_request.sync(request.id, client=dispatcher, body=Answer()))
# A refusal that the program expects: the safeguards ask for some minutes between two moves.
try:
    done(complete_request.sync(request.id, client=dispatcher, body=Completion.from_dict({"outcome": "completed"})))
except Refused as refused:
    if refused.problem.code != "move-too-soon":
        raise
    print("later", refused.problem.detail)
print("request", done(get_request.sync(request.id, client=dispatcher)).state)

complaint = done(
    record_complaint.sync(provider, client=regulator, body=ComplaintThatWasDecided(customer="c-2", upheld=True))
)
rating = done(get_rating.sync(provider, client=dispatcher))
explanation = done(explain_rating.sync(provider, client=firm))
print("rating", rating.grade, rating.state, "of", explanation.evidence.total, "pieces of evidence")
print("complaint explained", complaint.id in [piece.evidence.id for piece in explanation.evidence.items])

contest = AppealToFile(evidence=complaint.id, grounds="The customer means another firm.")
appeal = done(file_appeal.sync(client=firm, body=contest))
print("appeal", appeal.state)
print("appeal", done(withdraw_appeal.sync(appeal.id, client=firm, body=EmptyBody())).state)

try:
    done(get_rating.sync("018c020f-3400-77f0-a5bc-c6b9b552c767", client=dispatcher))
except Refused as refused:
    print("refused", refused.problem.code, refused.problem.status, refused)
