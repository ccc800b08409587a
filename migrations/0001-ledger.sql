-- The ledger, its head row (which serialises writers), and texts that may be erased.
-- {{text}}, {{int}} and {{strict}} stand for what the two databases call these things (src/store/migrate.ts).
create table ledger (
  seq {{int}} primary key,
  at {{text}} not null,
  day {{int}} not null,
  type {{text}} not null,
  subject {{text}} not null,
  actor {{text}} not null,
  payload {{text}} not null,
  sealed {{text}},
  prev {{text}} not null,
  hash {{text}} not null
){{strict}};
create index ledger_subject on ledger (subject, seq);
create index ledger_type on ledger (type, seq);
create table ledger_head (
  id {{int}} primary key,
  seq {{int}} not null,
  hash {{text}} not null,
  day {{int}} not null,
  at {{int}} not null
){{strict}};
insert into ledger_head (id, seq, hash, day, at)
  values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', 0, 0);
create table sealed (
  seq {{int}} not null,
  field {{text}} not null,
  salt {{text}} not null,
  text {{text}},
  primary key (seq, field)
){{strict}};
