-- What customers want is brought together with what is for sale: wishes a program reads, proposals, and who was told what fits.
ALTER TABLE "customers"
  ADD COLUMN "floors" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "nearby" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "musts" TEXT[] NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "proposals" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "locale" TEXT NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "proposals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposal_units" (
    "proposal_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "list_price" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,

    CONSTRAINT "proposal_units_pkey" PRIMARY KEY ("proposal_id","unit_id")
);

-- CreateTable
CREATE TABLE "unit_news" (
    "event_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unit_news_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "fits" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "score" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fits_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "proposals_customer_id_at_idx" ON "proposals"("customer_id", "at");

-- CreateIndex
CREATE INDEX "proposal_units_unit_id_idx" ON "proposal_units"("unit_id");

-- CreateIndex
CREATE INDEX "fits_customer_id_at_idx" ON "fits"("customer_id", "at");

-- CreateIndex
CREATE INDEX "fits_unit_id_idx" ON "fits"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "fits_event_id_customer_id_key" ON "fits"("event_id", "customer_id");

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal_units" ADD CONSTRAINT "proposal_units_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal_units" ADD CONSTRAINT "proposal_units_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fits" ADD CONSTRAINT "fits_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "proposals" ADD CHECK ("locale" IN ('zh', 'en'));
-- What was given stays as it was given; only that it was not given after all is noted, and a merge moves it.
REVOKE UPDATE, DELETE ON "proposals" FROM gatehouse_app;
GRANT UPDATE ("customer_id", "withdrawn_at") ON "proposals" TO gatehouse_app;
SELECT keep_append_only('proposal_units');

-- What a customer takes is a box: from the smallest area and nothing to the largest area and the budget. A home is a
-- point in it, stretched by the office's tolerances. Only customers under work of whom anything is known.
CREATE INDEX "customers_wish_idx" ON "customers" USING gist (
    box(point(coalesce("area_min", 0), 0),
      point(coalesce("area_max", 1e17), coalesce("budget_max"::float8, 1e17))))
  WHERE "status" = 'active' AND NOT "do_not_contact" AND "stage" NOT IN ('closed', 'lost')
    AND ("layouts" <> '{}' OR "area_min" IS NOT NULL OR "area_max" IS NOT NULL OR "budget_min" IS NOT NULL
      OR "budget_max" IS NOT NULL OR "districts" <> '{}' OR "floors" <> '{}' OR "nearby" <> '{}');

-- A wish within its hard limits: layout first, then up to a price.
CREATE INDEX "units_for_sale_idx" ON "units" ("team_id", "layout", "list_price") WHERE "status" = 'available';

-- Whatever happens to a unit waits to be looked at, in the same transaction: a process that is down looks when it is
-- back, and a tick with nothing to do reads an empty table.
CREATE FUNCTION note_unit_news() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unit_news (event_id, unit_id, kind, at)
    SELECT id, unit_id, kind, at FROM fresh WHERE kind NOT IN ('edited', 'floor', 'extended');
  RETURN NULL;
END $$;
CREATE TRIGGER unit_events_note_news AFTER INSERT ON "unit_events" REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION note_unit_news();
