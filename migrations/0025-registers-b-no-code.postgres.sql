alter table providers alter column uscc drop not null;
