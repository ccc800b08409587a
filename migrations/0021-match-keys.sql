-- Phone, address or representative shared by two firms: one word for it, here as in the contract.
drop index provider_signs_value;
alter table provider_signs rename to provider_match_keys;
alter table provider_match_keys rename column sign to kind;
create index provider_match_keys_value on provider_match_keys (kind, value);
