-- The customer a breach was about. It stays when that record becomes part of another, as the breach does.
ALTER TABLE breaches ADD COLUMN customer_id UUID;
CREATE INDEX breaches_customer_id_idx ON breaches (customer_id);

-- A deal that two share counts for each by their part: half a set, part of the money.
ALTER TABLE digest_lines ALTER COLUMN total TYPE DECIMAL(20,2), ALTER COLUMN counts TYPE DECIMAL(20,2)[];
