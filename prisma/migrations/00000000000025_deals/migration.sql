-- Deals of customers on units: dated facts, the money of the contract, conditions of both sides, who may buy,
-- and what is to be done by which day.
-- CreateTable
CREATE TABLE "deals" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "customer_id" UUID NOT NULL,
    "key_customer_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "unit_id" UUID,
    "state" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "intent_amount" BIGINT,
    "subscribed_price" BIGINT,
    "deposit" BIGINT,
    "sign_by" DATE,
    "sign_at" TIMESTAMPTZ(3),
    "contract_price" BIGINT,
    "plan" TEXT,
    "loan" TEXT NOT NULL DEFAULT 'none',
    "filed_on" DATE,
    "registered_on" DATE,
    "under_way_from" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deal_facts" (
    "id" UUID NOT NULL,
    "deal_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "amount" BIGINT,
    "member_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "reason" TEXT,
    "note_sealed" BYTEA,
    "contract_sealed" BYTEA,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "voided_why" TEXT,
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "deal_facts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deal_conditions" (
    "id" UUID NOT NULL,
    "deal_id" UUID NOT NULL,
    "side" TEXT NOT NULL,
    "what_sealed" BYTEA NOT NULL,
    "due_on" DATE,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_on" DATE,
    "done_by_id" UUID,
    "dropped_at" TIMESTAMPTZ(3),

    CONSTRAINT "deal_conditions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payments" (
    "id" UUID NOT NULL,
    "deal_id" UUID NOT NULL,
    "nth" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "amount" BIGINT NOT NULL,
    "received" BIGINT NOT NULL DEFAULT 0,
    "dropped_at" TIMESTAMPTZ(3),

    CONSTRAINT "payments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_receipts" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "on" DATE NOT NULL,
    "amount" BIGINT NOT NULL,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "note_sealed" BYTEA,
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_receipts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deal_duties" (
    "id" UUID NOT NULL,
    "deal_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "source_id" UUID NOT NULL,
    "due_on" DATE NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "rung" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "deal_duties_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "eligibility_checks" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "member_id" UUID NOT NULL,
    "note_sealed" BYTEA,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "eligibility_checks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "deals_number_key" ON "deals"("number");

-- CreateIndex
CREATE INDEX "deals_customer_id_created_at_idx" ON "deals"("customer_id", "created_at");

-- CreateIndex
CREATE INDEX "deals_team_id_state_idx" ON "deals"("team_id", "state");

-- CreateIndex
CREATE INDEX "deal_facts_deal_id_at_idx" ON "deal_facts"("deal_id", "at");

-- CreateIndex
CREATE INDEX "deal_conditions_deal_id_idx" ON "deal_conditions"("deal_id");

-- CreateIndex
CREATE INDEX "payments_deal_id_nth_idx" ON "payments"("deal_id", "nth");

-- CreateIndex
CREATE INDEX "payment_receipts_payment_id_idx" ON "payment_receipts"("payment_id");

-- CreateIndex
CREATE INDEX "deal_duties_deal_id_idx" ON "deal_duties"("deal_id");

-- CreateIndex
CREATE INDEX "eligibility_checks_customer_id_at_idx" ON "eligibility_checks"("customer_id", "at");

-- AddForeignKey
ALTER TABLE "deals" ADD CONSTRAINT "deals_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deal_facts" ADD CONSTRAINT "deal_facts_deal_id_fkey" FOREIGN KEY ("deal_id") REFERENCES "deals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deal_conditions" ADD CONSTRAINT "deal_conditions_deal_id_fkey" FOREIGN KEY ("deal_id") REFERENCES "deals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_deal_id_fkey" FOREIGN KEY ("deal_id") REFERENCES "deals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_receipts" ADD CONSTRAINT "payment_receipts_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deal_duties" ADD CONSTRAINT "deal_duties_deal_id_fkey" FOREIGN KEY ("deal_id") REFERENCES "deals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "eligibility_checks" ADD CONSTRAINT "eligibility_checks_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "deals"
  ADD CHECK ("state" IN ('open', 'intent', 'subscribed', 'signed', 'delivered',
    'dropped', 'withdrawn', 'cancelled', 'forfeited', 'returned')),
  ADD CHECK ("plan" IN ('full', 'instalments', 'mortgage')),
  ADD CHECK ("loan" IN ('none', 'applied', 'approved', 'granted', 'refused')),
  -- Money is never negative, and what was signed has a unit, a price and a number.
  ADD CHECK ("intent_amount" > 0),
  ADD CHECK ("deposit" >= 0),
  ADD CHECK ("subscribed_price" > 0),
  ADD CHECK ("contract_price" > 0),
  ADD CHECK ("state" NOT IN ('subscribed', 'signed', 'delivered') OR "unit_id" IS NOT NULL),
  ADD CHECK ("state" <> 'subscribed' OR ("subscribed_price" IS NOT NULL AND "deposit" IS NOT NULL)),
  ADD CHECK ("state" NOT IN ('signed', 'delivered')
    OR ("contract_price" IS NOT NULL AND "plan" IS NOT NULL)),
  ADD CHECK (("ended_at" IS NOT NULL) =
    ("state" IN ('dropped', 'withdrawn', 'cancelled', 'forfeited', 'returned')));
-- A unit is never in two deals that live, whoever is faster.
CREATE UNIQUE INDEX "deals_unit_key" ON "deals" ("unit_id")
  WHERE "state" IN ('subscribed', 'signed', 'delivered');
ALTER TABLE "deal_facts"
  ADD CHECK ("kind" IN ('intent', 'subscription', 'contract', 'filed', 'registered', 'loan_applied',
    'loan_approved', 'loan_granted', 'loan_refused', 'delivered', 'dropped', 'withdrawn', 'cancelled',
    'forfeited', 'returned')),
  ADD CHECK ("amount" >= 0),
  ADD CHECK (("kind" = 'contract') = ("contract_sealed" IS NOT NULL)),
  ADD CHECK (("voided_at" IS NULL) = ("voided_why" IS NULL)),
  ADD CHECK ("voided_why" IN ('undone', 'corrected'));
-- Sets and amounts of a period are counted from the facts that stand.
CREATE INDEX "deal_facts_period_idx" ON "deal_facts" ("team_id", "kind", "on") WHERE "voided_at" IS NULL;
ALTER TABLE "deal_conditions" ADD CHECK ("side" IN ('buyer', 'seller'));
ALTER TABLE "payments"
  ADD CHECK ("kind" IN ('deposit', 'first', 'instalment', 'loan', 'full')),
  ADD CHECK ("amount" > 0),
  ADD CHECK ("received" >= 0);
CREATE INDEX "payments_open_idx" ON "payments" ("due_on") WHERE "dropped_at" IS NULL AND "received" < "amount";
ALTER TABLE "payment_receipts" ADD CHECK ("amount" > 0);
CREATE INDEX "payment_receipts_on_idx" ON "payment_receipts" ("on") WHERE "voided_at" IS NULL;
ALTER TABLE "deal_duties"
  ADD CHECK ("kind" IN ('appointment', 'unsigned', 'payment', 'condition')),
  ADD CHECK ("state" IN ('open', 'done', 'off')),
  ADD CHECK (("state" = 'open') = ("closed_at" IS NULL));
CREATE UNIQUE INDEX "deal_duties_open_key" ON "deal_duties" ("kind", "source_id") WHERE "state" = 'open';
-- What is to be told next: a tick reads only what has come due.
CREATE INDEX "deal_duties_next_idx" ON "deal_duties" ("next_at") WHERE "state" = 'open' AND "next_at" IS NOT NULL;
ALTER TABLE "eligibility_checks"
  ADD CHECK ("kind" IN ('purchase', 'funds', 'loan')),
  ADD CHECK ("result" IN ('passed', 'failed', 'pending', 'not_needed'));
