-- Searches walk an index in the order of ids: by what few have, there are few to look at.
create index providers_kind on providers (kind, id);
create index providers_registration on providers (registration, id);
create index providers_standing on providers (standing, id);
