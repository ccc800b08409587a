-- By what a re-registration may be recognised: telephone, address, keyed hash of the legal representative, in comparable form.
create table provider_signs (
  provider {{text}} not null,
  sign {{text}} not null,
  value {{text}} not null,
  primary key (provider, sign)
){{strict}};
create index provider_signs_value on provider_signs (sign, value);
