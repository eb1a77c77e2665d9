-- What a streamed zip says of a file before it sends it, so that reading the file twice is not needed.
alter table document add column crc32 bigint check (crc32 between 0 and 4294967295);
-- Whether opening it may run something. It is taken all the same; everybody is told.
alter table document add column macros boolean;

-- The checksum of two pieces one after the other, from theirs. Joining the pieces themselves would have an end at 1 GB.
-- Bits of the checksum are coefficients of a polynomial, the highest first; a piece's length shifts what came before it.
create function pg_temp.crc32_product(a bigint, b bigint) returns bigint language plpgsql as $$
declare
  bit bigint := 2147483648;
  product bigint := 0;
begin
  while bit > 0 loop
    if a & bit <> 0 then
      product := product # b;
    end if;
    b := case when b & 1 = 1 then (b >> 1) # 3988292384 else b >> 1 end;
    bit := bit >> 1;
  end loop;
  return product;
end $$;

create function pg_temp.crc32_joined(before bigint, after bigint, after_length bigint) returns bigint language plpgsql as $$
declare
  shift bigint := 2147483648;
  power bigint := 8388608;
begin
  while after_length > 0 loop
    if after_length & 1 = 1 then
      shift := pg_temp.crc32_product(power, shift);
    end if;
    power := pg_temp.crc32_product(power, power);
    after_length := after_length >> 1;
  end loop;
  return pg_temp.crc32_product(shift, before) # after;
end $$;

do $$
declare
  stored record;
  piece record;
  joined bigint;
begin
  for stored in select id from document loop
    joined := 0;
    for piece in select crc32(bytes) as crc32, length(bytes) as length from document_chunk
                  where document_id = stored.id order by position loop
      joined := pg_temp.crc32_joined(joined, piece.crc32, piece.length);
    end loop;
    update document set crc32 = joined where id = stored.id;
  end loop;
end $$;

-- Entries' names stand in the clear in these files, twice each, so that one of them lies within a piece.
update document d
   set macros = exists (
     select from document_chunk c
      where c.document_id = d.id
        and case
              when d.media_type like 'application/vnd.openxmlformats-officedocument.%'
              then position(convert_to('vbaProject.bin', 'UTF8') in c.bytes) > 0
              when d.media_type = 'application/vnd.oasis.opendocument.text'
              then position(convert_to('Basic/script-lc.xml', 'UTF8') in c.bytes) > 0
                or position(convert_to('Scripts/', 'UTF8') in c.bytes) > 0
              else false
            end);

alter table document alter column crc32 set not null;
alter table document alter column macros set not null;
