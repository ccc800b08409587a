-- The life of a request: item and area may come later, three kinds of responder, rounds, clocks. A column may lose "not null" only in a new table.
create table requests_with_life (
  id {{text}} primary key,
  channel {{text}} not null,
  kind {{text}} not null,
  customer {{text}} not null,
  subscriber {{text}},
  service {{text}},
  area {{text}},
  duty {{text}},
  priority {{int}} not null,
  state {{text}} not null,
  responder {{text}},
  provider {{text}},
  department {{text}},
  responsible {{text}},
  round {{int}} not null,
  reworks {{int}} not null,
  supervisor {{text}},
  received_at {{text}} not null,
  assigned_at {{text}},
  answer_due {{text}},
  answered_at {{text}},
  visited_at {{text}},
  rework_due {{text}},
  completed_at {{text}},
  outcome {{text}},
  follow_up_due {{text}},
  followed_up_at {{text}},
  satisfied {{int}},
  stars {{int}},
  closed_at {{text}},
  version {{int}} not null,
  words_seq {{int}} not null,
  answer_seq {{int}} not null,
  visit_seq {{int}} not null,
  completion_seq {{int}} not null,
  follow_up_seq {{int}} not null,
  rework_seq {{int}} not null,
  review_seq {{int}} not null
){{strict}};
insert into requests_with_life (id, channel, kind, customer, service, area, priority, state, responder, provider, round, reworks,
  received_at, assigned_at, answered_at, completed_at, outcome, satisfied, stars, closed_at, version,
  words_seq, answer_seq, visit_seq, completion_seq, follow_up_seq, rework_seq, review_seq)
select id, channel, 'help', customer, service, area, 0, case state when 'received' then 'classified' else state end,
  case when provider is null then null else (select p.kind from providers p where p.id = requests.provider) end, provider, 1, 0,
  received_at, assigned_at, answered_at, completed_at, outcome, satisfied, stars, closed_at, version,
  words_seq, 0, 0, 0, follow_up_seq, 0, review_seq
from requests;
drop table requests;
alter table requests_with_life rename to requests;
create index requests_provider on requests (provider, id);
create index requests_customer on requests (customer, id);
create index requests_department on requests (department, id) where department is not null;
create index requests_department_assigned on requests (department, assigned_at) where department is not null;
create index requests_wishes on requests (state, id) where kind = 'wish';
-- Only open requests stand in these: overdue clocks are found among them, however many are closed.
create index requests_answer_due on requests (answer_due, id) where state = 'assigned';
create index requests_rework_due on requests (rework_due, id) where state in ('assigned', 'answered', 'visited', 'reopened') and rework_due is not null;
create index requests_follow_up_due on requests (follow_up_due, id) where state in ('completed', 'failed');
create table request_rounds (
  request {{text}} not null,
  round {{int}} not null,
  ended {{text}} not null,
  ended_at {{text}} not null,
  responder {{text}} not null,
  provider {{text}},
  department {{text}},
  duty {{text}},
  priority {{int}} not null,
  supervisor {{text}},
  assigned_at {{text}} not null,
  answer_due {{text}},
  answered_at {{text}},
  visited_at {{text}},
  rework_due {{text}},
  completed_at {{text}},
  outcome {{text}},
  follow_up_due {{text}},
  followed_up_at {{text}},
  satisfied {{int}},
  stars {{int}},
  answer_seq {{int}} not null,
  visit_seq {{int}} not null,
  completion_seq {{int}} not null,
  follow_up_seq {{int}} not null,
  rework_seq {{int}} not null,
  primary key (request, round)
){{strict}};
create index request_rounds_provider on request_rounds (provider, assigned_at) where provider is not null;
create index request_rounds_department on request_rounds (department, assigned_at) where department is not null;
create table subscribers (
  id {{text}} primary key,
  area {{text}} not null,
  version {{int}} not null
){{strict}};
