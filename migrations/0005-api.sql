-- Keys (only a MAC of each is kept), and what the edge keeps for itself.
create table keys (
  id {{text}} primary key,
  role {{text}} not null,
  provider {{text}},
  label {{text}} not null,
  mac {{text}} not null unique,
  issued_at {{text}} not null,
  revoked_at {{text}}
){{strict}};
create table key_use (
  key {{text}} primary key,
  last_used_at {{text}} not null
){{strict}};
create table secrets (
  name {{text}} primary key,
  value {{text}} not null
){{strict}};
create table idempotency (
  caller {{text}} not null,
  key {{text}} not null,
  operation {{text}} not null,
  request {{text}} not null,
  answer {{text}} not null,
  at {{int}} not null,
  primary key (caller, key)
){{strict}};
create index idempotency_at on idempotency (at);
