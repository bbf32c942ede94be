-- What a part has to remember over a restart and that is no fact about a plan: how far a room has
-- been read, a prefix for transaction ids.
create table kept (
  key   text primary key,
  value text not null
) strict;

create index cards_by_place on cards (platform, ref) where ref is not null;
