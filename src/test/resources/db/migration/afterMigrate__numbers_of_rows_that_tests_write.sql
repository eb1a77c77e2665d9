-- Tests that need many contributions write rows themselves. They get the number that the customary scheme gives.
create or replace function number_of_a_tests_row() returns trigger language plpgsql as $$
begin
  -- Tests of migrations write rows of tables as they were earlier, without a number.
  if not jsonb_exists(to_jsonb(new), 'number') then
    return new;
  end if;
  if new.number is null then
    new.number := (select 'OMA-' || code from working_group where id = new.group_id) || '-' || new.year || '-'
      || lpad(new.serial::text, greatest(4, length(new.serial::text)), '0');
  end if;
  return new;
end $$;

create or replace trigger number_of_a_tests_row before insert on contribution
  for each row execute function number_of_a_tests_row();
