-- What the work was promised with (W3C Trace Context): what is done later belongs to the same trace.
alter table errand add column traceparent text;
alter table following add column traceparent text;
