-- Appeals against pieces of evidence, under the provider that the evidence is about; replies of firms to reviews.
create table appeals (
  provider {{text}} not null,
  id {{text}} not null,
  appellant {{text}} not null,
  evidence {{int}} not null,
  also {{int}},
  kind {{text}} not null,
  state {{text}} not null,
  follows {{text}},
  filed_seq {{int}} not null,
  filed_at {{text}} not null,
  filed_day {{int}} not null,
  decide_by {{int}} not null,
  examined_at {{text}},
  closed_at {{text}},
  closed_day {{int}},
  closed_seq {{int}},
  retracted {{text}} not null,
  version {{int}} not null,
  primary key (provider, id)
){{strict}};
create index appeals_id on appeals (id);
create index appeals_evidence on appeals (provider, evidence);
create table review_replies (
  provider {{text}} not null,
  review {{int}} not null,
  seq {{int}} not null,
  at {{text}} not null,
  replaced {{int}} not null,
  primary key (provider, review)
){{strict}};
