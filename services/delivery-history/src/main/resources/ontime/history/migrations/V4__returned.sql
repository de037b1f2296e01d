-- What the provider took and the network or the mail server beyond it turned away: see ontime.history.facts.DeliveryState.
ALTER TYPE delivery_state ADD VALUE 'RETURNED' AFTER 'DELIVERED';
