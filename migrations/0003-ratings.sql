-- Ratings: folds and decisions, evidence with its weights, and the memories of admission.
create table ratings (
  provider {{text}} primary key,
  predecessor {{text}},
  linked_day {{int}} not null,
  successors {{text}} not null,
  clearings {{text}} not null,
  changes {{int}} not null,
  fold {{text}} not null,
  orders {{int}} not null,
  customers {{int}} not null,
  grade {{text}} not null,
  pending {{text}},
  state {{text}} not null,
  bar_seq {{int}},
  since {{text}}
){{strict}};
create table evidence (
  provider {{text}} not null,
  seq {{int}} not null,
  kind {{text}} not null,
  day {{int}} not null,
  ledger_day {{int}} not null,
  customer {{text}},
  weight {{int}} not null,
  codes {{text}} not null,
  body {{text}} not null,
  retracted_by {{int}},
  retracted_day {{int}},
  repaired_day {{int}},
  primary key (provider, seq)
){{keyed}};
create table fold_customers (
  provider {{text}} not null,
  customer {{text}} not null,
  primary key (provider, customer)
){{keyed}};
create table rating_pairs (
  root {{text}} not null,
  kind {{text}} not null,
  customer {{text}} not null,
  mass {{int}} not null,
  last {{int}} not null,
  primary key (root, kind, customer)
){{keyed}};
create table rating_raters (
  customer {{text}} primary key,
  misfit {{int}} not null,
  judged {{int}} not null
){{keyed}};
create table grade_history (
  provider {{text}} not null,
  seq {{int}} not null,
  day {{int}} not null,
  mode {{text}} not null,
  cause {{text}},
  entry {{int}},
  grade {{text}} not null,
  state {{text}} not null,
  primary key (provider, seq)
){{keyed}};
create table rating_clock (
  id {{int}} primary key,
  evaluated_through {{int}} not null
){{strict}};
insert into rating_clock (id, evaluated_through) values (1, -2);
create table methodologies (
  version {{text}} primary key,
  id {{text}} not null,
  valid_from {{text}} not null,
  parameters {{text}} not null,
  activated_by {{int}} not null,
  activated_day {{int}} not null
){{strict}};
