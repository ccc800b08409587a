-- Inspections that barred firms ask for, and what became of them.
create table reinspections (
  provider {{text}} not null,
  seq {{int}} not null,
  asked_at {{text}} not null,
  inspect_by {{int}} not null,
  outcome {{text}},
  ended_at {{text}},
  ended_day {{int}},
  ended_seq {{int}},
  inspection {{int}},
  primary key (provider, seq)
){{keyed}};
create index reinspections_seq on reinspections (seq);
create index reinspections_open on reinspections (seq) where outcome is null;
