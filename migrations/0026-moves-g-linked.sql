-- Requests that others name: an answer looks for those others only here.
alter table requests add column linked {{int}} not null default 0;
update requests set linked = 1 where id in (select duplicate_of from requests) or id in (select recurrence_of from requests)
  or id in (select merged_into from requests);
