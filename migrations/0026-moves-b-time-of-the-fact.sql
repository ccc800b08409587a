-- Moves that were recorded later than they happened; both times are in the ledger.
alter table requests add column late {{int}} not null default 0;
