-- The last time at which a service ran with a clock that was trusted; a start compares its own clock with it.
create table trusted_time (
  id {{int}} primary key,
  at {{int}} not null
){{strict}};
-- Texts that the calendar has ended: seen ended on a day, erased from a later day on. Days are business days.
create table erasures_due (
  seq {{int}} primary key,
  noticed {{int}} not null,
  due {{int}} not null
){{strict}};
