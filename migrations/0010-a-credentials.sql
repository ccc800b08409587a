-- Credentials of providers; a revocation sets the first day on which one does not count any more, and the entry that holds its reason.
create table credentials (
  provider {{text}} not null,
  id {{text}} not null,
  type {{text}} not null,
  issuer {{text}} not null,
  number {{text}} not null,
  standard {{text}},
  valid_from {{text}} not null,
  valid_until {{text}},
  verified_by {{text}} not null,
  verified_how {{text}} not null,
  recorded_day {{int}} not null,
  evidence {{int}},
  revoked_on {{text}},
  revoked_by {{int}},
  primary key (provider, id)
){{strict}};
create index credentials_id on credentials (id);
create index credentials_until on credentials (valid_until);
