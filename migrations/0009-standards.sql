-- Editions are written and amended; their clauses with rules; what providers declare about themselves, every declaration kept.
alter table standards add column transition_until {{text}};
alter table standards add column version {{int}} not null default 1;
create index standards_replaces on standards (replaces);
create table edition_clauses (
  standard {{text}} primary key,
  clauses {{text}} not null
){{strict}};
create table declared_facts (
  provider {{text}} not null,
  category {{text}} not null,
  version {{int}} not null,
  day {{int}} not null,
  declared_by {{text}} not null,
  facts {{text}} not null,
  primary key (provider, category, version)
){{strict}};
