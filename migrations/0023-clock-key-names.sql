-- A key has a name, where it had a label, and may end: it works through its last day.
alter table keys rename column label to name;
alter table keys add column valid_until {{text}};
