"""The main flow of a dispatch system, with the client that openapi-python-client makes of the contract (docs/integrating.md).

python main_flow.py ADDRESS KEY_OF_A_DISPATCHER SERVICE AREA
"""

import sys
from uuid import uuid4

from xinqiao_client import AuthenticatedClient
from xinqiao_client.api.gate import decide_eligibility, list_eligible_providers
from xinqiao_client.api.ratings import get_rating
from xinqiao_client.api.reference import get_catalogue
from xinqiao_client.api.requests import answer_request, assign_request, receive_request
from xinqiao_client.models import (
    Answer,
    Assignment,
    NewRequest,
    Problem,
    QuestionsToTheGate,
)

address, key, service, area = sys.argv[1:5]
client = AuthenticatedClient(base_url=address, token=key)


def done(answer):
    """The body of a success; a refusal ends the program with its stable code."""
    if isinstance(answer, Problem):
        raise SystemExit(f"{answer.code}: {answer.title}")
    return answer


catalogue = done(get_catalogue.sync(client=client))
print("categories", len(catalogue.categories))

firms, cursor = [], None
while True:
    page = done(
        list_eligible_providers.sync(
            client=client, service=service, area=area, limit=50, **({"cursor": cursor} if cursor else {})
        )
    )
    firms += page.items
    cursor = page.next_
    if not cursor or len(firms) >= 100:
        break
best = firms[0].provider
print("eligible", len(firms), best.name)

question = {"provider": best.id, "service": service, "area": area}
decided = done(decide_eligibility.sync(client=client, body=QuestionsToTheGate.from_dict({"items": [question]})))
print("decision", decided.items[0].eligible)

rating = done(get_rating.sync(best.id, client=client))
print("rating", rating.grade, rating.state)

call = NewRequest.from_dict({"channel": "phone", "customer": "c-python", "service": service, "area": area})
request = done(receive_request.sync(client=client, body=call, idempotency_key=str(uuid4())))
request = done(assign_request.sync(request.id, client=client, body=Assignment.from_dict({"provider": best.id})))
request = done(answer_request.sync(request.id, client=client, body=Answer.from_dict({})))
print("request", request.state)

refused = get_rating.sync("018c020f-3400-77f0-a5bc-c6b9b552c767", client=client)
print("refused", refused.code, refused.status)
