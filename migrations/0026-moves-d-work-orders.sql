-- Work orders of a city hotline: urgency of three, a follow-up of three answers.
alter table requests add column urgency {{text}} not null default 'normal';
update requests set urgency = 'urgent' where priority = 1;
alter table requests add column resolved {{int}};
alter table requests add column follow_up_attempts {{int}} not null default 0;
alter table request_rounds add column resolved {{int}};
alter table request_rounds add column follow_up_attempts {{int}} not null default 0;
