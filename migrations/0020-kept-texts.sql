-- Which sealed texts an answer that is kept for an Idempotency-Key may hold: it goes when they are erased.
create table kept_texts (
  seq {{int}} not null,
  caller {{text}} not null,
  key {{text}} not null,
  at {{int}} not null,
  primary key (seq, caller, key)
){{keyed}};
create index kept_texts_at on kept_texts (at);
-- Of older answers nobody can say it: they are not kept. Their rows stay, so that no request is carried out twice.
update idempotency set request = '', answer = '';
