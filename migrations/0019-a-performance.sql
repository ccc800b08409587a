-- Figures of a responder are read by the time at which it was given its requests (docs/figures.md).
create index requests_provider_assigned on requests (provider, assigned_at) where provider is not null;
