-- Where the message stands in the trace of its login (W3C Trace Context), which the reports about it join.
ALTER TABLE handover ADD COLUMN traceparent text;
