-- Extensions the later migrations rely on: exclusion over ids and periods, accent-blind search, hashes.
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS pgcrypto;

-- The role the service works as. It owns nothing and obeys row-level security, which an owner or a superuser would not.
-- Roles belong to the whole server: another database's migration may create the same one at the same moment.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'solde_app') THEN
    CREATE ROLE solde_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

-- A role made beforehand by an administrator is accepted only if it cannot step over row-level security.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'solde_app' AND (rolsuper OR rolbypassrls)) THEN
    RAISE EXCEPTION 'role solde_app must be NOSUPERUSER NOBYPASSRLS';
  END IF;
  IF NOT EXISTS (
    SELECT FROM pg_auth_members
    WHERE roleid = 'solde_app'::regrole AND member = (SELECT oid FROM pg_roles WHERE rolname = current_user)
  ) THEN
    GRANT solde_app TO CURRENT_USER;
  END IF;
EXCEPTION
  WHEN unique_violation THEN NULL;
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO solde_app;

-- Everything later migrations create is the role's to use; append-only tables take UPDATE and DELETE back themselves.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO solde_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO solde_app;
-- Functions are closed to everyone else: some of them run with their owner's rights.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO solde_app;
