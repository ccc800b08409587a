-- The area that an abolished one went into.
alter table areas add column successor text;
