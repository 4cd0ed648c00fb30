-- Three databases and five roles with least rights. The image runs this once, on an empty server;
-- `cdp db upgrade` then makes the tables and grants each role what it may do with them.
\set ON_ERROR_STOP on

\set owner `cat /run/secrets/cdp_owner_password`
\set app `cat /run/secrets/cdp_app_password`
\set jobs `cat /run/secrets/cdp_jobs_password`
\set ledger `cat /run/secrets/cdp_ledger_password`
\set audit `cat /run/secrets/cdp_audit_password`

CREATE ROLE cdp_owner LOGIN PASSWORD :'owner';
CREATE ROLE cdp_app LOGIN PASSWORD :'app';
CREATE ROLE cdp_jobs LOGIN PASSWORD :'jobs';
CREATE ROLE cdp_ledger LOGIN PASSWORD :'ledger';
CREATE ROLE cdp_audit LOGIN PASSWORD :'audit';

-- The first line of an error may repeat a value: a session's errors go to its client alone.
ALTER ROLE cdp_owner SET log_min_messages = 'log';
ALTER ROLE cdp_app SET log_min_messages = 'log';
ALTER ROLE cdp_jobs SET log_min_messages = 'log';
ALTER ROLE cdp_ledger SET log_min_messages = 'log';
ALTER ROLE cdp_audit SET log_min_messages = 'log';

CREATE DATABASE cdp OWNER cdp_owner;
CREATE DATABASE cdp_keys OWNER cdp_owner;
CREATE DATABASE cdp_ledger OWNER cdp_owner;

REVOKE ALL ON DATABASE postgres, cdp, cdp_keys, cdp_ledger FROM PUBLIC;
