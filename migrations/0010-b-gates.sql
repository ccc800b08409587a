-- Gates by editions: one holds from its first day until the next one begins. And whether the centre has admitted a provider.
create table gates (
  code {{text}} not null,
  valid_from {{text}} not null,
  version {{int}} not null,
  conditions {{text}} not null,
  primary key (code, valid_from)
){{strict}};
-- Who was here before admissions were recorded was taken over.
alter table providers add column admission {{text}} not null default 'taken-over';
