-- Reference data and providers. Rows of one provider carry its id first in their key, so that tables can be distributed by provider.
create table areas (
  code {{text}} primary key,
  name {{text}} not null,
  name_en {{text}} not null,
  parent {{text}},
  valid_from {{text}},
  valid_until {{text}}
){{strict}};
create table services (
  code {{text}} primary key,
  name {{text}} not null,
  name_en {{text}} not null,
  keywords {{text}} not null
){{strict}};
create table departments (
  id {{text}} primary key,
  name {{text}} not null,
  name_en {{text}} not null,
  short_names {{text}} not null,
  phone {{text}} not null,
  hours {{text}} not null,
  area {{text}} not null,
  duties {{text}} not null
){{strict}};
create table standards (
  id {{text}} primary key,
  code {{text}} not null,
  level {{text}} not null,
  title {{text}} not null,
  title_en {{text}} not null,
  in_force_from {{text}},
  in_force_until {{text}},
  replaces {{text}},
  replaced_by {{text}},
  services {{text}} not null,
  source {{text}} not null
){{strict}};
create table providers (
  id {{text}} primary key,
  kind {{text}} not null,
  name {{text}} not null,
  name_key {{text}} not null,
  uscc {{text}} not null,
  uscc_status {{text}} not null,
  phone {{text}},
  address {{text}},
  area {{text}} not null,
  areas {{text}} not null,
  offerings {{text}} not null,
  status {{text}} not null,
  founded {{text}},
  valid_until {{text}},
  registered_day {{int}} not null,
  version {{int}} not null
){{strict}};
-- Not unique: a code under another name is a conflict for a person to decide, and a distributed table could not enforce it.
create index providers_uscc on providers (uscc);
create table offerings (
  provider {{text}} not null,
  service {{text}} not null,
  primary key (provider, service)
){{strict}};
create index offerings_service on offerings (service, provider);
create table served_areas (
  provider {{text}} not null,
  area {{text}} not null,
  primary key (provider, area)
){{strict}};
create index served_areas_area on served_areas (area, provider);
create table name_grams (
  provider {{text}} not null,
  gram {{text}} not null,
  primary key (provider, gram)
){{strict}};
create index name_grams_gram on name_grams (gram, provider);
