-- What was requested within a time, for the conversion.
CREATE INDEX fact_requests_by_time ON fact (happened_at) WHERE type = 'OtpRequested';
