-- The four roles of Driehoek on PostgreSQL (15 or newer). Run once as a superuser; running it again changes nothing:
--
--     psql --dbname postgres --file deploy/roles.sql
--     psql --dbname postgres --command "alter role driehoek_owner password '…'"     (and driehoek_app, driehoek_backup)
--     createdb --owner driehoek_owner --encoding UTF8 --locale C.UTF-8 --template template0 driehoek
--     psql --dbname driehoek --file deploy/database.sql
--
-- driehoek_owner   owns the tables and migrates them. No superuser and no BYPASSRLS: the walls between schools hold
--                  for the owner too. CREATEDB is for the tests; production may take it away.
-- driehoek_app     serves. Sees the rows of the school that is open, and nothing when none is.
-- driehoek_all     nobody signs in as this one. `everywhere(reason)` steps into it inside one transaction.
-- driehoek_backup  reads everything, past the walls, to make a backup.
--
-- NOINHERIT matters: a member that inherits from driehoek_all would see every school without a sound.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['driehoek_owner', 'driehoek_app', 'driehoek_all', 'driehoek_backup'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I', wanted);
        end if;
    end loop;
end
$$;

alter role driehoek_owner  login   nosuperuser nobypassrls noinherit createdb   nocreaterole;
alter role driehoek_app    login   nosuperuser nobypassrls noinherit nocreatedb nocreaterole;
alter role driehoek_all    nologin nosuperuser nobypassrls inherit   nocreatedb nocreaterole;
alter role driehoek_backup login   nosuperuser bypassrls   inherit   nocreatedb nocreaterole;

grant driehoek_all to driehoek_app, driehoek_owner;
grant pg_read_all_data to driehoek_backup;
