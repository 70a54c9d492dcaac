-- Claims against protected customers and how they were decided, what asks for a look, and the register
-- of breaches. What decided a case is kept as it stood: those tables only grow.
-- AlterTable
ALTER TABLE "interactions" ADD COLUMN     "said_index" BYTEA;

-- CreateTable
CREATE TABLE "cases" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "customer_id" UUID NOT NULL,
    "key_customer_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "holder_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_by_id" UUID NOT NULL,
    "found_by" TEXT NOT NULL,
    "waiting_since" TIMESTAMPTZ(3) NOT NULL,
    "reminded_rung" INTEGER NOT NULL DEFAULT 0,
    "decided_at" TIMESTAMPTZ(3),
    "appeal_until" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "cases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_parties" (
    "case_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "side" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_parties_pkey" PRIMARY KEY ("case_id","member_id")
);

-- CreateTable
CREATE TABLE "case_words" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "case_words_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_verdicts" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "instance" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "to_id" UUID,
    "share" INTEGER,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "proposed" TEXT NOT NULL,
    "proposed_rule" TEXT NOT NULL,
    "rules_version" INTEGER NOT NULL,
    "rules_at" TIMESTAMPTZ(3) NOT NULL,
    "rules" JSONB NOT NULL,
    "reason_sealed" BYTEA NOT NULL,
    "evidence_sealed" BYTEA NOT NULL,

    CONSTRAINT "case_verdicts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conduct_signals" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "member_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "slot" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "handled_by_id" UUID,
    "handled_at" TIMESTAMPTZ(3),
    "answer_sealed" BYTEA,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "conduct_signals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "breaches" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "member_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "signal_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "breaches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "breach_replies" (
    "id" UUID NOT NULL,
    "breach_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "breach_replies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "protection_pauses" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3),
    "why" TEXT NOT NULL,

    CONSTRAINT "protection_pauses_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "cases_number_key" ON "cases"("number");

-- CreateIndex
CREATE INDEX "cases_customer_id_opened_at_idx" ON "cases"("customer_id", "opened_at");

-- CreateIndex
CREATE INDEX "cases_team_id_opened_at_idx" ON "cases"("team_id", "opened_at");

-- CreateIndex
CREATE INDEX "case_parties_member_id_idx" ON "case_parties"("member_id");

-- CreateIndex
CREATE INDEX "case_words_case_id_at_idx" ON "case_words"("case_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "case_verdicts_case_id_instance_key" ON "case_verdicts"("case_id", "instance");

-- CreateIndex
CREATE INDEX "conduct_signals_team_id_found_at_idx" ON "conduct_signals"("team_id", "found_at");

-- CreateIndex
CREATE UNIQUE INDEX "conduct_signals_kind_member_id_slot_key" ON "conduct_signals"("kind", "member_id", "slot");

-- CreateIndex
CREATE UNIQUE INDEX "breaches_number_key" ON "breaches"("number");

-- CreateIndex
CREATE INDEX "breaches_member_id_recorded_at_idx" ON "breaches"("member_id", "recorded_at");

-- CreateIndex
CREATE INDEX "breaches_team_id_recorded_at_idx" ON "breaches"("team_id", "recorded_at");

-- CreateIndex
CREATE INDEX "breach_replies_breach_id_at_idx" ON "breach_replies"("breach_id", "at");

-- CreateIndex
CREATE INDEX "protection_pauses_customer_id_from_at_idx" ON "protection_pauses"("customer_id", "from_at");

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_parties" ADD CONSTRAINT "case_parties_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_words" ADD CONSTRAINT "case_words_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_verdicts" ADD CONSTRAINT "case_verdicts_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "breach_replies" ADD CONSTRAINT "breach_replies_breach_id_fkey" FOREIGN KEY ("breach_id") REFERENCES "breaches"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "protection_pauses" ADD CONSTRAINT "protection_pauses_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- One open case per customer, and one pause for a reason, whoever opens at the same moment.
CREATE UNIQUE INDEX cases_open_key ON cases (customer_id) WHERE settled_at IS NULL;
CREATE UNIQUE INDEX protection_pauses_open_key ON protection_pauses (customer_id, why) WHERE to_at IS NULL;
-- What waits for a decision, and which verdicts become final next.
CREATE INDEX cases_waiting_idx ON cases (waiting_since) WHERE state IN ('waiting', 'appealed');
CREATE INDEX cases_appeal_idx ON cases (appeal_until) WHERE state = 'decided';
-- What was entered lately: rows come in that order.
CREATE INDEX interactions_entered_idx ON interactions USING brin (entered_at);

ALTER TABLE cases
  ADD CHECK (state IN ('waiting', 'decided', 'appealed', 'final')),
  ADD CHECK ((state = 'final') = (settled_at IS NOT NULL)),
  ADD CHECK ((state = 'waiting') = (decided_at IS NULL));
ALTER TABLE case_parties ADD CHECK (side IN ('holder', 'claimant'));
-- There is one holder.
CREATE UNIQUE INDEX case_parties_holder_key ON case_parties (case_id) WHERE side = 'holder';
ALTER TABLE case_words ADD CHECK (kind IN ('claim', 'statement', 'question', 'appeal'));
ALTER TABLE case_verdicts
  ADD CHECK (instance IN (1, 2)),
  ADD CHECK (verdict IN ('keep', 'give', 'split', 'pool')),
  ADD CHECK ((verdict IN ('give', 'split')) = (to_id IS NOT NULL)),
  ADD CHECK ((verdict = 'split') = (share IS NOT NULL)),
  ADD CHECK (share BETWEEN 1 AND 99);
ALTER TABLE conduct_signals
  ADD CHECK (kind IN ('copied', 'burst', 'perfect')),
  ADD CHECK (state IN ('open', 'fine', 'asked', 'answered', 'breach'));
ALTER TABLE breaches ADD CHECK (kind IN ('late', 'false', 'concealed'));
ALTER TABLE protection_pauses ADD CHECK (to_at >= from_at);

SELECT keep_append_only('case_parties');
SELECT keep_append_only('case_words');
SELECT keep_append_only('case_verdicts');
SELECT keep_append_only('breaches');
SELECT keep_append_only('breach_replies');
