-- Texts for customers 给客户的话: each change is a version that stays.
CREATE TABLE customer_texts (
  id uuid PRIMARY KEY,
  team_id uuid NOT NULL REFERENCES teams (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  key text NOT NULL,
  locale text NOT NULL CHECK (locale IN ('zh', 'en')),
  version integer NOT NULL CHECK (version > 0),
  body_sealed bytea NOT NULL,
  created_by_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL
);
CREATE UNIQUE INDEX customer_texts_team_id_key_locale_version_key
  ON customer_texts (team_id, key, locale, version);
SELECT keep_append_only('customer_texts');
