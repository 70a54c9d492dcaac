-- The register: people, rules, customers and what is done with them.

-- CreateTable
CREATE TABLE "teams" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "channel_id" TEXT,
    "zone" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "teams_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "members" (
    "id" UUID NOT NULL,
    "slack_user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "locale" TEXT,
    "slack_locale" TEXT NOT NULL DEFAULT 'en-US',
    "zone" TEXT NOT NULL DEFAULT 'Asia/Shanghai',
    "zone_chosen" BOOLEAN NOT NULL DEFAULT false,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "group_id" TEXT,
    "profile_at" TIMESTAMPTZ(3),
    "nudge_target" TEXT NOT NULL DEFAULT 'team',
    "own_channel_id" TEXT,
    "dm_channel_id" TEXT,
    "busy_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deactivated_at" TIMESTAMPTZ(3),

    CONSTRAINT "members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_members" (
    "team_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "home" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "team_members_pkey" PRIMARY KEY ("team_id","member_id")
);

-- CreateTable
CREATE TABLE "settings" (
    "id" UUID NOT NULL,
    "team_id" UUID,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "set_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customers" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "team_id" UUID NOT NULL,
    "rep_id" UUID,
    "registered_by_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "gender" TEXT,
    "age_band" TEXT,
    "stage" TEXT NOT NULL DEFAULT 'potential',
    "grade" TEXT,
    "status" TEXT NOT NULL DEFAULT 'active',
    "invalid_reason" TEXT,
    "lost_reason" TEXT,
    "arrival_kind" TEXT NOT NULL,
    "arrived_at" TIMESTAMPTZ(3) NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,
    "party_size" INTEGER,
    "source" TEXT,
    "referrer_id" UUID,
    "layouts" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "area_min" DOUBLE PRECISION,
    "area_max" DOUBLE PRECISION,
    "budget_min" BIGINT,
    "budget_max" BIGINT,
    "currency" TEXT NOT NULL DEFAULT 'CNY',
    "districts" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "purchase_time" TEXT,
    "purpose" TEXT,
    "payment" TEXT,
    "decision" TEXT,
    "wechat_sealed" BYTEA,
    "wechat_index" BYTEA,
    "email_sealed" BYTEA,
    "email_index" BYTEA,
    "address_sealed" BYTEA,
    "referrer_sealed" BYTEA,
    "must_haves_sealed" BYTEA,
    "capacity_sealed" BYTEA,
    "competing_sealed" BYTEA,
    "objections_sealed" BYTEA,
    "note_sealed" BYTEA,
    "consent_at" TIMESTAMPTZ(3),
    "do_not_contact" BOOLEAN NOT NULL DEFAULT false,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,
    "last_effective_at" TIMESTAMPTZ(3),
    "last_attempt_at" TIMESTAMPTZ(3),
    "effective_count" INTEGER NOT NULL DEFAULT 0,
    "visit_count" INTEGER NOT NULL DEFAULT 0,
    "completeness" INTEGER NOT NULL DEFAULT 0,
    "missing" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "search_tokens" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_phones" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "index" BYTEA NOT NULL,
    "masked_index" BYTEA NOT NULL,
    "last4_index" BYTEA NOT NULL,
    "head7_index" BYTEA,
    "position" INTEGER NOT NULL DEFAULT 0,
    "live" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "customer_phones_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stage_moves" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "from_stage" TEXT,
    "to_stage" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID,
    "reason" TEXT,

    CONSTRAINT "stage_moves_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignments" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3),
    "by_id" UUID,
    "why" TEXT NOT NULL,

    CONSTRAINT "assignments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digest_subscriptions" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "channel_id" TEXT,
    "weekday" INTEGER NOT NULL,
    "time" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "digest_subscriptions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digest_snapshots" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "iso_year" INTEGER NOT NULL,
    "iso_week" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "figures" JSONB NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "final" BOOLEAN NOT NULL,

    CONSTRAINT "digest_snapshots_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "daily_reports" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "figures" JSONB NOT NULL,
    "note_sealed" BYTEA,
    "confirmed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "daily_reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "interactions" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "effective" BOOLEAN NOT NULL,
    "outcome" TEXT,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "said_sealed" BYTEA,
    "party_size" INTEGER,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "interactions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "follow_ups" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "grain" TEXT NOT NULL DEFAULT 'minute',
    "zone" TEXT NOT NULL,
    "what_sealed" BYTEA,
    "state" TEXT NOT NULL DEFAULT 'open',
    "cancel_reason" TEXT,
    "snoozes" INTEGER NOT NULL DEFAULT 0,
    "moves" INTEGER NOT NULL DEFAULT 0,
    "due_version" INTEGER NOT NULL DEFAULT 1,
    "first_due_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "interaction_id" UUID,

    CONSTRAINT "follow_ups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drafts" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "form" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "undos" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "customer_id" UUID,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "undos_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "teams_name_key" ON "teams"("name");

-- CreateIndex
CREATE UNIQUE INDEX "members_slack_user_id_key" ON "members"("slack_user_id");

-- CreateIndex
CREATE INDEX "team_members_member_id_idx" ON "team_members"("member_id");

-- CreateIndex
CREATE INDEX "settings_key_team_id_effective_from_idx" ON "settings"("key", "team_id", "effective_from");

-- CreateIndex
CREATE UNIQUE INDEX "customers_number_key" ON "customers"("number");

-- CreateIndex
CREATE INDEX "customers_rep_id_updated_at_idx" ON "customers"("rep_id", "updated_at" DESC);

-- CreateIndex
CREATE INDEX "customers_team_id_registered_at_idx" ON "customers"("team_id", "registered_at");

-- CreateIndex
CREATE INDEX "customer_phones_customer_id_idx" ON "customer_phones"("customer_id");

-- CreateIndex
CREATE INDEX "customer_phones_masked_index_idx" ON "customer_phones"("masked_index");

-- CreateIndex
CREATE INDEX "customer_phones_last4_index_idx" ON "customer_phones"("last4_index");

-- CreateIndex
CREATE INDEX "customer_phones_head7_index_idx" ON "customer_phones"("head7_index");

-- CreateIndex
CREATE INDEX "stage_moves_customer_id_at_idx" ON "stage_moves"("customer_id", "at");

-- CreateIndex
CREATE INDEX "stage_moves_to_stage_at_idx" ON "stage_moves"("to_stage", "at");

-- CreateIndex
CREATE INDEX "assignments_customer_id_from_at_idx" ON "assignments"("customer_id", "from_at");

-- CreateIndex
CREATE INDEX "assignments_member_id_idx" ON "assignments"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "digest_snapshots_team_id_iso_year_iso_week_revision_key" ON "digest_snapshots"("team_id", "iso_year", "iso_week", "revision");

-- CreateIndex
CREATE INDEX "daily_reports_team_id_day_idx" ON "daily_reports"("team_id", "day");

-- CreateIndex
CREATE UNIQUE INDEX "daily_reports_member_id_day_key" ON "daily_reports"("member_id", "day");

-- CreateIndex
CREATE INDEX "interactions_customer_id_happened_at_idx" ON "interactions"("customer_id", "happened_at");

-- CreateIndex
CREATE INDEX "interactions_member_id_happened_at_idx" ON "interactions"("member_id", "happened_at");

-- CreateIndex
CREATE INDEX "follow_ups_customer_id_state_idx" ON "follow_ups"("customer_id", "state");

-- CreateIndex
CREATE INDEX "follow_ups_member_id_closed_at_idx" ON "follow_ups"("member_id", "closed_at");

-- CreateIndex
CREATE INDEX "drafts_expires_at_idx" ON "drafts"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "drafts_member_id_form_key" ON "drafts"("member_id", "form");

-- CreateIndex
CREATE INDEX "undos_expires_at_idx" ON "undos"("expires_at");

-- AddForeignKey
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "settings" ADD CONSTRAINT "settings_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customers" ADD CONSTRAINT "customers_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_phones" ADD CONSTRAINT "customer_phones_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stage_moves" ADD CONSTRAINT "stage_moves_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interactions" ADD CONSTRAINT "interactions_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Numbers that people say start at four digits: C-1001.
ALTER SEQUENCE "customers_number_seq" RESTART WITH 1001;

-- One customer, one record: a phone may stand in one live record only, whoever is faster (#33).
CREATE UNIQUE INDEX "customer_phones_live_key" ON "customer_phones"("index") WHERE "live";

-- Names by characters, pinyin and initials. No pending list: a search right after a registration finds it fast.
CREATE INDEX "customers_search_tokens_idx" ON "customers" USING gin ("search_tokens") WITH (fastupdate = off);

-- A person's own list, the team's list, what is overdue.
CREATE INDEX "customers_team_id_updated_at_idx" ON "customers"("team_id", "updated_at" DESC);
CREATE INDEX "follow_ups_open_idx" ON "follow_ups"("member_id", "due_at") WHERE "state" = 'open';
CREATE INDEX "customers_wechat_index_idx" ON "customers"("wechat_index") WHERE "wechat_index" IS NOT NULL;
CREATE INDEX "customers_email_index_idx" ON "customers"("email_index") WHERE "email_index" IS NOT NULL;
CREATE UNIQUE INDEX "assignments_current_key" ON "assignments"("customer_id") WHERE "to_at" IS NULL;

ALTER TABLE "members" ADD CHECK ("role" IN ('rep', 'reviewer', 'manager', 'administrator'));
ALTER TABLE "members" ADD CHECK ("nudge_target" IN ('team', 'own', 'dm'));
ALTER TABLE "customers" ADD CHECK ("status" IN ('active', 'invalid', 'erased'));
ALTER TABLE "follow_ups" ADD CHECK ("state" IN ('open', 'done', 'cancelled'));
