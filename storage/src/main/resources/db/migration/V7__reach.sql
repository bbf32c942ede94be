-- For which risk a playbook was let rise. What people allowed before this was asked is taken for the
-- least, low; a rung that its file gives it has no limit but the house's.
alter table standings add column reach text not null default 'LOW';
update standings set reach = 'CRITICAL' where rung = start and why not like 'people allowed it%';

-- For which risk the evidence has been enough since held_since.
alter table standings add column held_for text not null default 'LOW';
