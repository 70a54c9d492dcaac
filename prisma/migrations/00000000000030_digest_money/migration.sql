-- A digest counts money too: a week's contracts come to more than a plain integer holds.
ALTER TABLE digest_lines ALTER COLUMN total TYPE bigint, ALTER COLUMN counts TYPE bigint[];
