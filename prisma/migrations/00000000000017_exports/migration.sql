-- Who took customers out of the register as a file, when, of which team, and what for (#83).
CREATE TABLE "exports" (
    "id" UUID NOT NULL,
    "by_id" UUID NOT NULL,
    "team_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "is_masked" BOOLEAN NOT NULL,
    "purpose_sealed" BYTEA,

    CONSTRAINT "exports_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "exports_say_what_for" CHECK ("is_masked" OR "purpose_sealed" IS NOT NULL)
);
SELECT keep_append_only('exports');
