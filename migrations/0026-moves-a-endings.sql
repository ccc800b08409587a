-- Requests end without an outcome: withdrawn, duplicate, wrong number. Rounds end because the provider declined or the dispatcher was mistaken.
alter table requests add column cancellation {{text}};
alter table requests add column duplicate_of {{text}};
alter table requests add column cancel_seq {{int}} not null default 0;
create index requests_duplicate_of on requests (duplicate_of, id) where duplicate_of is not null;
alter table request_rounds add column end_seq {{int}} not null default 0;
