-- A viewing of which its person was asked, and said nothing, is no plan any more: silence is told of again.
CREATE OR REPLACE FUNCTION note_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE customers c SET has_plan = NOT c.has_plan
  WHERE c.id IN (OLD.customer_id, NEW.customer_id)
    AND c.has_plan <> (EXISTS (SELECT FROM follow_ups f WHERE f.customer_id = c.id AND f.state = 'open')
      OR EXISTS (SELECT FROM viewings v WHERE v.customer_id = c.id AND v.state = 'planned' AND v.ask_at IS NOT NULL));
  RETURN NULL;
END $$;
DROP TRIGGER viewings_note_plan ON viewings;
CREATE TRIGGER viewings_note_plan AFTER INSERT OR DELETE OR UPDATE OF state, customer_id, ask_at ON viewings
  FOR EACH ROW EXECUTE FUNCTION note_plan();
