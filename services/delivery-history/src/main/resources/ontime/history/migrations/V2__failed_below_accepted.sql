-- A call that failed does not undo one that the provider took: see ontime.history.facts.DeliveryState. PostgreSQL cannot
-- move a value of an enum, so the type is made anew.
ALTER TYPE delivery_state RENAME TO delivery_state_before;

CREATE TYPE delivery_state AS ENUM
    ('REQUESTED', 'QUEUED', 'DEFERRED', 'DROPPED', 'FAILED', 'ACCEPTED', 'UNKNOWN', 'DELIVERED');

ALTER TABLE delivery ALTER COLUMN status TYPE delivery_state USING status::text::delivery_state;

DROP TYPE delivery_state_before;

-- What was joined in the old order is joined again from the facts.
UPDATE delivery SET status = reported.status
FROM (
    SELECT tenant, challenge_id, (body ->> 'delivery')::integer AS delivery,
           max((body ->> 'status')::delivery_state) AS status
    FROM fact WHERE type = 'DeliveryReceipt' GROUP BY 1, 2, 3
) AS reported
WHERE delivery.status = 'FAILED'
  AND (delivery.tenant, delivery.challenge_id, delivery.delivery)
    = (reported.tenant, reported.challenge_id, reported.delivery);
