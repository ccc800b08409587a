-- What the authority says of a provider and what the centre decided about it are two facts (docs/decisions/0017). Of a ledger that is replayed
-- the same comes out: of the centre's decisions the last counts, and no register ends a suspension.
alter table providers rename column status to standing;
alter table providers add column registration {{text}} not null default 'operating';
update providers set registration = 'deregistered' where id in (
  select subject from (
    select subject, type, row_number() over (partition by subject order by seq desc) as place
    from ledger where type in ('provider.deactivated', 'provider.reactivated')
  ) as last where place = 1 and type = 'provider.deactivated'
);
update providers set standing = 'active' where standing = 'inactive';
update providers set standing = 'suspended' where standing = 'active' and id in (
  select subject from (
    select subject, type, row_number() over (partition by subject order by seq desc) as place
    from ledger where type in ('provider.suspended', 'provider.reinstated')
  ) as last where place = 1 and type = 'provider.suspended'
);
