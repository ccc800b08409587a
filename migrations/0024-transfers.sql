-- A request that goes to another department: one word for it.
update request_rounds set ended = 'transfer' where ended = 'hand-on';
