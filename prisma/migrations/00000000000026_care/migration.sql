-- AlterTable
ALTER TABLE "customers" ADD COLUMN     "referral_asked" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "referral_step" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "referral_credits" (
    "id" UUID NOT NULL,
    "referrer_id" UUID NOT NULL,
    "newcomer_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "nth" INTEGER NOT NULL,
    "recipient" TEXT NOT NULL,
    "member_id" UUID,
    "because" TEXT,
    "what_zh" TEXT NOT NULL,
    "what_en" TEXT NOT NULL,
    "earned_at" TIMESTAMPTZ(3) NOT NULL,
    "given_at" TIMESTAMPTZ(3),
    "given_by_id" UUID,

    CONSTRAINT "referral_credits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "introductions" (
    "id" UUID NOT NULL,
    "referrer_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "phone_index" BYTEA NOT NULL,
    "logged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "introductions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "satisfactions" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "asked_by_id" UUID,
    "asked_at" TIMESTAMPTZ(3),
    "code_index" BYTEA,
    "code_sealed" BYTEA,
    "expires_at" TIMESTAMPTZ(3),
    "score" INTEGER,
    "words_sealed" BYTEA,
    "answered_at" TIMESTAMPTZ(3),
    "how" TEXT,
    "collected_by_id" UUID,
    "rep_id" UUID,

    CONSTRAINT "satisfactions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "care_files" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "consent_at" TIMESTAMPTZ(3),
    "consent_by_id" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" UUID,
    "birthday_sealed" BYTEA,
    "birthday_index" BYTEA,
    "move_in_on" DATE,

    CONSTRAINT "care_files_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "referral_credits_referrer_id_idx" ON "referral_credits"("referrer_id");

-- CreateIndex
CREATE UNIQUE INDEX "referral_credits_newcomer_id_event_nth_key" ON "referral_credits"("newcomer_id", "event", "nth");

-- CreateIndex
CREATE INDEX "introductions_phone_index_idx" ON "introductions"("phone_index");

-- CreateIndex
CREATE INDEX "introductions_logged_at_idx" ON "introductions"("logged_at");

-- CreateIndex
CREATE UNIQUE INDEX "introductions_referrer_id_phone_index_key" ON "introductions"("referrer_id", "phone_index");

-- CreateIndex
CREATE INDEX "satisfactions_customer_id_idx" ON "satisfactions"("customer_id");

-- CreateIndex
CREATE INDEX "satisfactions_answered_at_idx" ON "satisfactions"("answered_at");

-- CreateIndex
CREATE UNIQUE INDEX "care_files_customer_id_key" ON "care_files"("customer_id");

-- CreateIndex
CREATE INDEX "care_files_birthday_index_idx" ON "care_files"("birthday_index");

-- AddForeignKey
ALTER TABLE "referral_credits" ADD CONSTRAINT "referral_credits_referrer_id_fkey" FOREIGN KEY ("referrer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral_credits" ADD CONSTRAINT "referral_credits_newcomer_id_fkey" FOREIGN KEY ("newcomer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "introductions" ADD CONSTRAINT "introductions_referrer_id_fkey" FOREIGN KEY ("referrer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "satisfactions" ADD CONSTRAINT "satisfactions_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "care_files" ADD CONSTRAINT "care_files_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Newcomers who came a step further than was credited: the index holds only those.
CREATE INDEX customers_referral_due_idx ON customers (id) WHERE referrer_id IS NOT NULL AND status = 'active'
  AND referral_step < CASE WHEN stage = 'closed' THEN 3 WHEN visit_count > 0 THEN 2 ELSE 1 END;
-- What happened before there was a rule earns nothing afterwards.
UPDATE customers SET referral_step = CASE WHEN stage = 'closed' THEN 3 WHEN visit_count > 0 THEN 2 ELSE 1 END
  WHERE referrer_id IS NOT NULL;
ALTER TABLE customers ADD CHECK (referral_step BETWEEN 0 AND 3);

ALTER TABLE referral_credits
  ADD CHECK (event IN ('registered', 'visited', 'signed')),
  ADD CHECK (recipient IN ('referrer', 'newcomer', 'rep')),
  ADD CHECK (because IN ('asked', 'introduced')),
  ADD CHECK ((given_at IS NULL) = (given_by_id IS NULL)),
  ADD CHECK (referrer_id <> newcomer_id);
-- What was earned, when and for what is evidence: only that it was given is noted later, and whose record it is.
REVOKE UPDATE, DELETE ON referral_credits FROM gatehouse_app;
GRANT UPDATE (referrer_id, newcomer_id, given_at, given_by_id) ON referral_credits TO gatehouse_app;

-- An introduction counts by the moment it was logged.
REVOKE UPDATE ON introductions FROM gatehouse_app;
GRANT UPDATE (referrer_id) ON introductions TO gatehouse_app;

ALTER TABLE satisfactions
  ADD CHECK (score BETWEEN 1 AND 5),
  ADD CHECK (how IN ('told', 'code')),
  ADD CHECK ((score IS NULL) = (answered_at IS NULL)),
  ADD CHECK (score IS NOT NULL OR code_index IS NOT NULL);
-- A code is good once, among those that wait for an answer.
CREATE UNIQUE INDEX satisfactions_code_key ON satisfactions (code_index) WHERE answered_at IS NULL;

-- Whose move-in day it is today: month and day as one number.
CREATE INDEX care_files_move_in_idx ON care_files
  ((extract(month FROM move_in_on) * 100 + extract(day FROM move_in_on))) WHERE move_in_on IS NOT NULL;
ALTER TABLE care_files
  ADD CHECK ((birthday_sealed IS NULL) = (birthday_index IS NULL)),
  ADD CHECK (consent_at IS NOT NULL OR (birthday_sealed IS NULL AND move_in_on IS NULL));
