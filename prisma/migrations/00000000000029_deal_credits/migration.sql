-- CreateTable
CREATE TABLE "deal_credits" (
    "deal_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "percent" INTEGER NOT NULL,
    "because" TEXT NOT NULL,

    CONSTRAINT "deal_credits_pkey" PRIMARY KEY ("deal_id","member_id")
);

-- AddForeignKey
ALTER TABLE "deal_credits" ADD CONSTRAINT "deal_credits_deal_id_fkey" FOREIGN KEY ("deal_id") REFERENCES "deals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE deal_credits
  ADD CHECK (percent BETWEEN 1 AND 100),
  ADD CHECK (because IN ('assigned', 'courtesy', 'verdict', 'concealed'));
-- Shares are written anew as a whole, never changed one by one.
REVOKE UPDATE ON deal_credits FROM gatehouse_app;

-- What was subscribed or signed before is the assigned rep's, as its newest fact says.
INSERT INTO deal_credits (deal_id, member_id, percent, because)
SELECT DISTINCT ON (deal_id) deal_id, member_id, 100, 'assigned' FROM deal_facts
WHERE kind IN ('subscription', 'contract') AND voided_at IS NULL
ORDER BY deal_id, at DESC;
