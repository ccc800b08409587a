-- Requests about one matter are handled as one; the others close with it.
alter table requests add column merged_into {{text}};
create index requests_merged_into on requests (merged_into, id) where merged_into is not null;
