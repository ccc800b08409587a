-- What the rules of hk-credit 1.1 remember: where a customer has ordered, whose voice stands in a fold, which ends of sanctions have passed.
alter table rating_raters add column first {{text}};
alter table rating_raters add column several {{int}} not null default 0;
alter table fold_customers add column ordered {{int}} not null default 1;
alter table fold_customers add column voices {{text}};
alter table rating_clock add column ended_through {{int}};
-- A body holds the mass of a review and what its weight was made of: a later version may weigh otherwise.
alter table superseded_evidence add column body {{text}};
