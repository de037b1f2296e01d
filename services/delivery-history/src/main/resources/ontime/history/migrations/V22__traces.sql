-- Where an event stands in the trace of its login (W3C Trace Context), as its headers say.
ALTER TABLE fact ADD COLUMN traceparent text;
-- Tables that are being built anew while this is deployed serve next.
ALTER TABLE IF EXISTS next_fact ADD COLUMN traceparent text;
