-- What evidence demands of the moves that lead to it: the document that was set last.
create table safeguards (
  id {{int}} primary key,
  version {{int}} not null,
  rules {{text}} not null
){{strict}};
