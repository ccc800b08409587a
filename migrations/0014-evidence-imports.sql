-- How far each file or stream of evidence has been taken in: an import that was interrupted goes on behind that line.
create table evidence_imports (
  source {{text}} primary key,
  line {{int}} not null
){{keyed}};
