-- Providers of one name: a new one of the same name in the same area waits for a confirmation.
create index providers_name on providers (name_key);
