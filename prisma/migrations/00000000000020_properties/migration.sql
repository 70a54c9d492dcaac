-- What a team sells: projects, their units, and what happened to each unit.
-- CreateTable
CREATE TABLE "projects" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "address" TEXT,
    "district" TEXT,
    "transit" TEXT,
    "schools" TEXT,
    "permit_number" TEXT,
    "permit_on" DATE,
    "files" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "projects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "units" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "building" TEXT NOT NULL DEFAULT '',
    "code" TEXT NOT NULL,
    "layout" TEXT NOT NULL,
    "area" DOUBLE PRECISION NOT NULL,
    "floor" INTEGER,
    "orientation" TEXT,
    "list_price" BIGINT NOT NULL,
    "floor_price_sealed" BYTEA,
    "currency" TEXT NOT NULL DEFAULT 'CNY',
    "district" TEXT,
    "transit" TEXT,
    "schools" TEXT,
    "status" TEXT NOT NULL DEFAULT 'available',
    "hold_id" UUID,
    "held_until" TIMESTAMPTZ(3),
    "member_id" UUID,
    "customer_id" UUID,
    "files" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "units_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit_events" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "unit_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID,
    "customer_id" UUID,
    "old_price" BIGINT,
    "new_price" BIGINT,
    "details" JSONB NOT NULL DEFAULT '{}',
    "floor_sealed" BYTEA,

    CONSTRAINT "unit_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "projects_team_id_idx" ON "projects"("team_id");

-- CreateIndex
CREATE INDEX "units_team_id_status_list_price_idx" ON "units"("team_id", "status", "list_price");

-- CreateIndex
CREATE INDEX "unit_events_unit_id_seq_idx" ON "unit_events"("unit_id", "seq");

-- CreateIndex
CREATE INDEX "unit_events_at_idx" ON "unit_events"("at");

-- AddForeignKey
ALTER TABLE "units" ADD CONSTRAINT "units_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "units" ADD CONSTRAINT "units_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_events" ADD CONSTRAINT "unit_events_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_events" ADD CONSTRAINT "unit_events_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "projects"
  ADD CHECK (("permit_number" IS NULL) = ("permit_on" IS NULL));
-- A project is called by its names, in either language.
CREATE UNIQUE INDEX "projects_name_zh_key" ON "projects" ("team_id", lower("name_zh")) WHERE "archived_at" IS NULL;
CREATE UNIQUE INDEX "projects_name_en_key" ON "projects" ("team_id", lower("name_en")) WHERE "archived_at" IS NULL;

-- One unit of a name, whoever adds it at the same moment.
CREATE UNIQUE INDEX "units_code_key" ON "units" ("project_id", lower("building"), lower("code"));
ALTER TABLE "units"
  ADD CHECK ("list_price" > 0),
  ADD CHECK ("area" > 0),
  ADD CHECK ("status" IN ('available', 'held', 'reserved', 'sold', 'withdrawn')),
  -- A hold has its id, its end, its rep and its customer, and nothing else has.
  ADD CHECK (("status" = 'held') = ("hold_id" IS NOT NULL)),
  ADD CHECK (("hold_id" IS NULL) = ("held_until" IS NULL)),
  ADD CHECK (("hold_id" IS NULL) = ("member_id" IS NULL)),
  ADD CHECK ("hold_id" IS NULL OR "customer_id" IS NOT NULL),
  -- What is for sale is nobody's. A unit sold before it was entered here may have no customer.
  ADD CHECK ("status" NOT IN ('available', 'withdrawn') OR "customer_id" IS NULL);
-- Which holds end next, and how many a rep has; what a customer has: each index holds only those.
CREATE INDEX "units_held_until_idx" ON "units" ("held_until") WHERE "status" = 'held';
CREATE INDEX "units_member_id_idx" ON "units" ("member_id") WHERE "status" = 'held';
CREATE INDEX "units_customer_id_idx" ON "units" ("customer_id") WHERE "customer_id" IS NOT NULL;

ALTER TABLE "unit_events" ADD CHECK ("kind" IN
  ('added', 'edited', 'price', 'floor', 'held', 'extended', 'released', 'reserved', 'sold', 'returned', 'withdrawn', 'back'));
SELECT keep_append_only('unit_events');
