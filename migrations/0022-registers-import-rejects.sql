-- Rows that an import sent back, as a file in base64; kept for some days.
create table import_rejects (
  id {{text}} primary key,
  media_type {{text}} not null,
  name {{text}} not null,
  content {{text}} not null,
  at {{int}} not null
){{keyed}};
create index import_rejects_at on import_rejects (at);
