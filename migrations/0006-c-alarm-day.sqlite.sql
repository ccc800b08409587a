-- The newest alarm of the folds that are there already.
update ratings set alarm_day = json_extract(fold, '$.alarms[#-1][1]') where json_array_length(fold, '$.alarms') > 0;
