-- Applications for admission, and when an admission is to be checked again.
create table applications (
  provider {{text}} not null,
  id {{text}} not null,
  status {{text}} not null,
  applied_day {{int}} not null,
  checks {{text}} not null,
  decided_day {{int}},
  decided_by {{int}},
  reasons {{text}} not null,
  primary key (provider, id)
){{strict}};
create index applications_id on applications (id);
create index applications_status on applications (status, id);
create table admissions (
  provider {{text}} primary key,
  admitted_day {{int}} not null,
  rechecked_day {{int}},
  recheck_on {{text}} not null
){{strict}};
create index admissions_recheck on admissions (recheck_on);
