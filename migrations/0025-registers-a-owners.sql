-- Providers without a unified social credit code (volunteer teams) have a number of the centre instead. Which fields the centre has entered
-- itself: an import leaves these (docs/decisions/0018).
alter table providers add column number {{text}};
create index providers_number on providers (number);
alter table providers add column phone_by_centre {{int}} not null default 0;
alter table providers add column areas_by_centre {{int}} not null default 0;
alter table providers add column offerings_by_centre {{int}} not null default 0;
update providers set phone_by_centre = 1 where id in (
  select subject from ledger where actor <> 'import' and (
    (type = 'provider.changed' and payload like '%"phone":%') or
    (type = 'provider.registered' and payload like '%"admission":"registered"%' and payload not like '%"phone":null%')
  )
);
update providers set areas_by_centre = 1 where id in (
  select subject from ledger where actor <> 'import' and (
    (type = 'provider.changed' and payload like '%"areas":%') or
    (type = 'provider.registered' and payload like '%"admission":"registered"%')
  )
);
update providers set offerings_by_centre = 1 where id in (
  select subject from ledger where actor <> 'import' and (
    type = 'provider.offerings-set' or (type = 'provider.registered' and payload like '%"admission":"registered"%')
  )
);
