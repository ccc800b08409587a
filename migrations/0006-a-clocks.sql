-- Legal clocks: how long something takes, by which source, for facts of which days.
create table clocks (
  id {{text}} not null,
  valid_from {{text}} not null,
  valid_until {{text}},
  title {{text}} not null,
  title_en {{text}} not null,
  duration {{int}} not null,
  unit {{text}} not null,
  source {{text}} not null,
  status {{text}} not null,
  note {{text}},
  primary key (id, valid_from)
){{strict}};
