-- Which message asks for a daily report, so that the posted one can be drawn again once it is confirmed.
ALTER TABLE daily_reports ADD COLUMN message_id uuid;
