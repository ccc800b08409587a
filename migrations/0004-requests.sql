-- Requests, which of them are open with a provider, and decisions of the gate.
create table requests (
  id {{text}} primary key,
  channel {{text}} not null,
  customer {{text}} not null,
  service {{text}} not null,
  area {{text}} not null,
  state {{text}} not null,
  provider {{text}},
  received_at {{text}} not null,
  assigned_at {{text}},
  answered_at {{text}},
  completed_at {{text}},
  outcome {{text}},
  satisfied {{int}},
  stars {{int}},
  closed_at {{text}},
  version {{int}} not null,
  words_seq {{int}} not null,
  follow_up_seq {{int}} not null,
  review_seq {{int}} not null
){{strict}};
create index requests_provider on requests (provider, id);
create index requests_customer on requests (customer, id);
create table open_requests (
  provider {{text}} not null,
  request {{text}} not null,
  primary key (provider, request)
){{strict}};
create table decisions (
  id {{text}} primary key,
  at {{text}} not null,
  day {{int}} not null,
  methodology {{text}} not null,
  registry_version {{int}} not null,
  items {{text}} not null
){{strict}};
