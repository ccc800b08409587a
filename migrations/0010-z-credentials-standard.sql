-- Which certificates rest on an edition is asked whenever one is replaced.
create index credentials_standard on credentials (standard, provider, id);
