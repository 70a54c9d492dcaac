-- The sweep after an import pairs records by itself: a pair that nobody has decided is nothing built on them.
CREATE OR REPLACE FUNCTION customers_built_on(ids uuid[]) RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
  at record;
BEGIN
  FOR at IN
    SELECT c.conrelid::regclass AS child, a.attname AS column_name
      FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.confrelid = 'customers'::regclass
       AND c.conrelid NOT IN ('customer_phones'::regclass, 'stage_moves'::regclass, 'assignments'::regclass,
         'interactions'::regclass, 'import_rows'::regclass, 'reviews'::regclass, 'duplicate_pairs'::regclass)
  LOOP
    RETURN QUERY EXECUTE format('SELECT DISTINCT %I FROM %s WHERE %I = ANY($1)', at.column_name, at.child, at.column_name)
      USING ids;
  END LOOP;
END $$;
