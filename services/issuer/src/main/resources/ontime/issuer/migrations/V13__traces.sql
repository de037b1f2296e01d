-- Where the trace of a login began (W3C Trace Context): whatever happens to it later joins that trace.
alter table login add column traceparent text;
-- The same at each challenge, which is what most requests name.
alter table challenge add column traceparent text;
