-- The registrar's verification of a declaration: its day, who verified and how; null for none.
alter table declared_facts add column verified_day {{int}};
alter table declared_facts add column verified_by {{text}};
alter table declared_facts add column verified_how {{text}};
