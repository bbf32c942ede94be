-- What an outcome is counted under, how it is known, and until when a new firing overturns it (null
-- when nothing is watched).
alter table outcomes add column action text not null default '';
alter table outcomes add column class text not null default '';
alter table outcomes add column note text not null default '';
alter table outcomes add column watch_until integer;
create index outcomes_watched on outcomes (watch_until) where watch_until is not null;

update outcomes set
  action = coalesce((select group_concat(kind, '+') from (
    select distinct json_extract(value, '$.kind') as kind
    from plans, json_each(plans.body, '$.steps') where plans.number = outcomes.plan)), ''),
  class = (select substr(target, 1, instr(target, ':') - 1) from plans
    where plans.number = outcomes.plan);

-- Whether an alert's end was its source's word, and not another firing that took its place.
alter table alerts add column cleared integer not null default 0;
create index alerts_cleared on alerts (source) where cleared = 1;

-- How much each playbook may do by itself now, by its content.
create table standings (
  playbook   text    primary key,
  hash       text    not null,
  rung       text    not null,
  start      text    not null,
  ceiling    text    not null,
  since      integer not null,
  why        text    not null,
  held_since integer
) strict;

create table reports (
  key      text    not null,
  platform text    not null,
  at       integer not null,
  primary key (key, platform)
) strict;
