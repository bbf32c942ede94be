-- Where the log in this file begins: events up to and with seq were moved to archive files, and
-- hash is that of the last of them. The event log itself says so, too, in its newest event of type
-- events-archived.
create table chain_start (
  id   integer primary key check (id = 1),
  seq  integer not null,
  hash text    not null
) strict;
insert into chain_start (id, seq, hash) values (1, 0, '');
create trigger chain_start_only_grows before update on chain_start
when new.seq <= old.seq
begin
  select raise(abort, 'the event log is archived from its beginning only');
end;
create trigger chain_start_stays before delete on chain_start
begin
  select raise(abort, 'the event log is archived from its beginning only');
end;

drop trigger events_are_never_deleted;
create trigger events_are_deleted_only_when_archived before delete on events
when old.seq > (select seq from chain_start where id = 1)
begin
  select raise(abort, 'events are never deleted before they are archived');
end;
