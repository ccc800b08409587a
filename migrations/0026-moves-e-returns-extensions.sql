-- A department asks to return a request or for more time, and the centre decides.
alter table requests add column handling_due {{text}};
alter table requests add column return_asked_at {{text}};
alter table requests add column return_seq {{int}} not null default 0;
alter table requests add column extension_asked_at {{text}};
alter table requests add column extension_seq {{int}} not null default 0;
alter table requests add column extensions {{int}} not null default 0;
alter table request_rounds add column handling_due {{text}};
create index requests_handling_due on requests (handling_due, id) where state in ('assigned', 'answered', 'visited') and handling_due is not null;
