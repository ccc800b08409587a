-- Sanctions and links know the entries that repaired and made them; sanctions and retracted pieces are found without reading all evidence.
alter table evidence add column repaired_by {{int}};
alter table ratings add column linked_seq {{int}} not null default -1;
alter table ratings add column alarm_day {{int}};
create index evidence_sanctions on evidence (seq) where kind = 'sanction';
create index evidence_retracted on evidence (seq) where retracted_by is not null;
create index ratings_alarm on ratings (alarm_day, provider) where alarm_day is not null;
