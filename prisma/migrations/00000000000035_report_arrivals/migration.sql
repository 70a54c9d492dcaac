-- The arrival at which a partner's report did not count: it is used up by it, so that the same party does not
-- arrive a second time once the window is open.
ALTER TABLE partner_reports
  ADD COLUMN void_arrival_id uuid REFERENCES arrivals (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD COLUMN void_reason text,
  ADD CHECK ((void_arrival_id IS NULL) = (void_reason IS NULL)),
  ADD CHECK (void_arrival_id IS NULL OR arrival_id IS NULL);
GRANT UPDATE (void_arrival_id, void_reason) ON partner_reports TO gatehouse_app;
