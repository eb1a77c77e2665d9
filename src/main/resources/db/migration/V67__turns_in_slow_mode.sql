-- When each person wrote last in a room in slow mode, on whichever node. A crash loses a wait and nothing else.
create unlogged table room_turn (
  room_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (room_id, person_id)
);
