-- A request whose fault returned has a successor that names it.
alter table requests add column recurrence_of {{text}};
create index requests_recurrence_of on requests (recurrence_of, id) where recurrence_of is not null;
