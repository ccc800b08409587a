-- The newest alarm of the folds that are there already.
update ratings set alarm_day = (fold::jsonb -> 'alarms' -> -1 ->> 1)::bigint where jsonb_array_length(fold::jsonb -> 'alarms') > 0;
