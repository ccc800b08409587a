-- Alarms about much praise or much blame of one provider on one day.
create table surges (
  provider {{text}} not null,
  day {{int}} not null,
  direction {{text}} not null,
  seq {{int}} not null,
  raised_at {{text}} not null,
  pieces {{int}} not null,
  usual_pieces {{int}} not null,
  usual_days {{int}} not null,
  examined_at {{text}},
  examined_seq {{int}},
  primary key (provider, day, direction)
){{keyed}};
create index surges_seq on surges (seq);
