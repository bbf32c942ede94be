-- Somebody closed a playbook's breaker: failures up to then count no more toward it.
create table breaker_closings (
  id        integer primary key,
  playbook  text    not null,
  hash      text    not null,
  by        text    not null,
  reason    text    not null,
  at        integer not null
) strict;
create index breaker_closings_by_playbook on breaker_closings (playbook, hash);

create index plans_unasked on plans (decision_at) where decision_by = 'nightshift';
