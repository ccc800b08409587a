-- SQLite cannot drop a `not null`: the column is made again.
drop index providers_uscc;
alter table providers rename column uscc to uscc_before;
alter table providers add column uscc {{text}};
update providers set uscc = uscc_before;
alter table providers drop column uscc_before;
create index providers_uscc on providers (uscc);
