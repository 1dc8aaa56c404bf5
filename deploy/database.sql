-- Run once in the database of Driehoek as a superuser, after roles.sql. (Tests: in template1, so that test databases have it.)
--
-- From PostgreSQL 15 on, `public` is of pg_database_owner, a role that the owner of the database is a member of.
-- driehoek_owner does not inherit from its roles, on purpose, so it would not be allowed to make tables here.
alter schema public owner to driehoek_owner;
revoke create on schema public from public;
grant usage on schema public to driehoek_app, driehoek_all, driehoek_backup;
