-- Times are microseconds since 1970-01-01T00:00Z: they compare and index as numbers, and no two
-- spellings of one moment exist. Flags are 0 or 1. JSON bodies are never queried.

create table alerts (
  seq          integer primary key,
  id           text    not null unique,
  source       text    not null,
  fingerprint  text    not null,
  starts_at    integer not null,
  body         text    not null,
  received_at  integer not null,
  repeats      integer not null default 0,
  repeated_at  integer,
  ended_at     integer,
  planned_at   integer,
  outcome      text    not null default '',
  not_before   integer not null default 0,
  waits_for    text    not null default '',
  unique (source, fingerprint, starts_at)
) strict;
create index alerts_open on alerts (source, fingerprint) where ended_at is null;
create index alerts_dismissed on alerts (planned_at)
  where ended_at is null and planned_at is not null;
create index alerts_unplanned on alerts (seq) where ended_at is null and planned_at is null;

create table plans (
  number          integer primary key check (number >= 1),
  uid             text    not null unique,
  alert           text,
  parent          integer references plans (number),
  playbook        text    not null,
  target          text    not null,
  risk            text    not null,
  confidence      integer not null,
  expires_after   integer not null,
  search          text    not null,
  body            text    not null,
  created_at      integer not null,
  state           text    not null,
  live            integer not null check (live in (0, 1)),
  version         integer not null,
  moved_version   integer not null,
  changed_at      integer not null,
  expires_at      integer,
  decision_by     text,
  decision_where  text,
  decision_at     integer,
  decision_reason text,
  claimed_at      integer,
  note            text    not null
) strict;
create unique index one_live_plan_per_target on plans (target) where live = 1;
create index plans_by_state on plans (state, number);
create index plans_by_playbook on plans (playbook, number);
create index plans_by_target on plans (target, number);
create index plans_by_creation on plans (created_at);
create index plans_by_alert on plans (alert) where alert is not null;
create index plans_by_parent on plans (parent) where parent is not null;
create index plans_by_claim on plans (claimed_at) where claimed_at is not null;
create trigger plans_keep_their_draft
before update of number, uid, alert, parent, playbook, target, body, created_at on plans
begin
  select raise(abort, 'a plan''s draft never changes');
end;
create trigger plans_are_never_deleted before delete on plans
begin
  select raise(abort, 'plans are never deleted');
end;

create table events (
  seq     integer primary key,
  at      integer not null,
  plan    integer references plans (number),
  type    text    not null,
  actor   text    not null,
  payload text    not null,
  hash    text    not null
) strict;
create index events_by_plan on events (plan, seq) where plan is not null;
create trigger events_are_never_changed before update on events
begin
  select raise(abort, 'events are never changed');
end;
create trigger events_are_never_deleted before delete on events
begin
  select raise(abort, 'events are never deleted');
end;
create trigger events_are_never_replaced before insert on events
when exists (select 1 from events where seq = new.seq)
begin
  select raise(abort, 'events are never replaced');
end;

-- How long the log is and how it ends, apart from the log: a missing tail shows.
create table chain_head (
  id     integer primary key check (id = 1),
  events integer not null,
  hash   text    not null
) strict;
insert into chain_head (id, events, hash) values (1, 0, '');
create trigger chain_head_only_grows before update on chain_head
when new.events <= old.events
begin
  select raise(abort, 'the event log only grows');
end;
create trigger chain_head_stays before delete on chain_head
begin
  select raise(abort, 'the event log only grows');
end;

create table votes (
  id          integer primary key,
  plan        integer not null references plans (number),
  revision    integer not null,
  person      text    not null,
  platform    text    not null,
  interaction text    not null,
  choice      text    not null,
  body        text    not null,
  at          integer not null,
  unique (platform, interaction, plan, choice),
  unique (plan, revision, person, choice)
) strict;

create table claims (
  plan  integer primary key references plans (number),
  owner text    not null,
  epoch integer not null,
  until integer not null
) strict;

-- The primary key is the permit: whoever inserts the row may start the step, once, for ever.
create table steps (
  plan       integer not null references plans (number),
  phase      text    not null,
  idx        integer not null check (idx >= 1),
  position   integer not null,
  started_at integer not null,
  ended_at   integer,
  status     text    not null,
  result     text,
  captured   text    not null,
  primary key (plan, phase, idx)
) strict;
create trigger steps_are_never_deleted before delete on steps
begin
  select raise(abort, 'a permit is granted once for ever');
end;

create table blobs (
  sha256 text primary key,
  body   text not null
) strict;

create table platforms (
  name          text primary key,
  registered_at integer not null
) strict;

create table cards (
  plan       integer not null references plans (number),
  platform   text    not null,
  ref        text,
  shown      integer not null default 0,
  wanted     integer not null,
  attempts   integer not null default 0,
  not_before integer not null default 0,
  why        text    not null default '',
  primary key (plan, platform)
) strict;
create index cards_behind on cards (platform, plan) where shown < wanted;

create table thread (
  plan     integer not null references plans (number),
  key      text    not null,
  position integer not null,
  version  integer not null,
  reply    text    not null,
  at       integer not null,
  primary key (plan, key)
) strict;

create table errands (
  id         integer primary key,
  platform   text    not null,
  plan       integer not null,
  key        text    not null,
  position   integer not null,
  wanted     integer not null,
  delivered  integer not null default 0,
  ref        text,
  attempts   integer not null default 0,
  not_before integer not null default 0,
  why        text    not null default '',
  unique (platform, plan, key),
  foreign key (plan, key) references thread (plan, key)
) strict;
create index errands_owed on errands (platform, plan, position) where delivered < wanted;

create table outcomes (
  id       integer primary key autoincrement,
  plan     integer not null unique references plans (number),
  playbook text    not null,
  hash     text    not null,
  outcome  text    not null,
  at       integer not null
) strict;
create index outcomes_by_playbook on outcomes (playbook, hash);

create table pauses (
  id       integer primary key,
  by       text    not null,
  reason   text    not null,
  since    integer not null,
  until    integer,
  ended_at integer,
  ended_by text
) strict;
create index pauses_in_force on pauses (id) where ended_at is null;

-- Rewritten to see whether writes get through to the disk; means nothing else.
create table pulse (
  id integer primary key check (id = 1),
  at integer not null
) strict;
