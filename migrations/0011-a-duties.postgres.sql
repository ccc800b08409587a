-- Duties are rows of their own with their days of validity, and move between departments by dated transfers.
create table duties (
  id {{text}} primary key,
  department {{text}} not null,
  matter {{text}} not null,
  matter_en {{text}} not null,
  role {{text}} not null,
  assists {{text}},
  keywords {{text}} not null,
  services {{text}} not null,
  legal_basis {{text}} not null,
  basis_status {{text}} not null,
  contact {{text}} not null,
  hours {{text}} not null,
  area {{text}} not null,
  valid_from {{text}},
  valid_until {{text}},
  version {{int}} not null
){{strict}};
create index duties_department on duties (department);
create table duty_transfers (
  duty {{text}} not null,
  on_day {{text}} not null,
  from_department {{text}} not null,
  to_department {{text}} not null,
  requests_in_flight {{text}} not null,
  primary key (duty, on_day)
){{strict}};
insert into duties
  select d.value ->> 'id', departments.id, d.value ->> 'matter', d.value ->> 'matterEn', d.value ->> 'role', null,
    d.value ->> 'keywords', d.value ->> 'services', d.value ->> 'legalBasis', d.value ->> 'basisStatus',
    d.value ->> 'contact', d.value ->> 'hours', d.value ->> 'area', d.value ->> 'validFrom', null, 1
  from departments, json_array_elements(departments.duties::json) d;
alter table departments drop column duties;
