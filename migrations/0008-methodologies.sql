-- Versions of the methodology from draft to superseded; the weights and clearings that a version left behind; impact runs.
alter table methodologies rename to methodologies_before;
create table methodologies (
  version {{text}} primary key,
  id {{text}} not null,
  valid_from {{text}} not null,
  parameters {{text}} not null,
  drafted_by {{int}} not null,
  drafted_day {{int}} not null,
  activated_by {{int}},
  from_day {{int}},
  run_seq {{int}},
  run_day {{int}},
  run_hash {{text}}
){{strict}};
insert into methodologies (version, id, valid_from, parameters, drafted_by, drafted_day, activated_by, from_day)
  select version, id, valid_from, parameters, activated_by, activated_day, activated_by, activated_day from methodologies_before;
drop table methodologies_before;
alter table rating_clock add column rated_with {{text}};
alter table rating_clock add column next_version {{text}};
alter table rating_clock add column next_from {{int}};
alter table grade_history add column methodology {{text}} not null default '1.0.0';
create table superseded_evidence (
  provider {{text}} not null,
  seq {{int}} not null,
  until {{int}} not null,
  weight {{int}} not null,
  codes {{text}} not null,
  repaired_day {{int}},
  repaired_by {{int}},
  primary key (provider, seq, until)
){{strict}};
create table superseded_clearings (
  provider {{text}} not null,
  until {{int}} not null,
  clearings {{text}} not null,
  primary key (provider, until)
){{strict}};
create table impact_runs (
  id {{text}} primary key,
  version {{text}} not null,
  base {{text}} not null,
  seq {{int}} not null,
  day {{int}} not null,
  status {{text}} not null,
  done {{int}} not null,
  total {{int}} not null,
  started_at {{text}} not null,
  seen_at {{int}} not null,
  milliseconds {{int}},
  result {{text}},
  hash {{text}},
  error {{text}}
){{strict}};
create index impact_runs_version on impact_runs (version, seq);
