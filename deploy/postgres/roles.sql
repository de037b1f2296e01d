-- Run once by the image, when the database is new. Each service has a role and a schema of its own name and cannot
-- read another's; the schema registry has a database of its own.
\getenv issuer_password ISSUER_DATABASE_PASSWORD
\getenv history_password HISTORY_DATABASE_PASSWORD
\getenv gateway_password GATEWAY_DATABASE_PASSWORD
\getenv directory_password DIRECTORY_DATABASE_PASSWORD
\getenv registry_password REGISTRY_DATABASE_PASSWORD

REVOKE ALL ON DATABASE ontime FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

CREATE ROLE issuer LOGIN PASSWORD :'issuer_password';
GRANT CONNECT ON DATABASE ontime TO issuer;
CREATE SCHEMA issuer AUTHORIZATION issuer;

CREATE ROLE history LOGIN PASSWORD :'history_password';
GRANT CONNECT ON DATABASE ontime TO history;
CREATE SCHEMA history AUTHORIZATION history;

CREATE ROLE gateway LOGIN PASSWORD :'gateway_password';
GRANT CONNECT ON DATABASE ontime TO gateway;
CREATE SCHEMA gateway AUTHORIZATION gateway;

CREATE ROLE directory LOGIN PASSWORD :'directory_password';
GRANT CONNECT ON DATABASE ontime TO directory;
CREATE SCHEMA directory AUTHORIZATION directory;

CREATE ROLE registry LOGIN PASSWORD :'registry_password';
CREATE DATABASE registry OWNER registry;
REVOKE ALL ON DATABASE registry FROM PUBLIC;
