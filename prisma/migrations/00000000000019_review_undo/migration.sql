-- An approval can be taken back for ten minutes: that is a step of its own, and the step it was of can be
-- approved again in the same round. That nobody approves twice, and nothing too early, the review's own row holds.
ALTER TABLE review_steps DROP CONSTRAINT review_steps_what_check;
ALTER TABLE review_steps ADD CONSTRAINT review_steps_what_check
  CHECK (what IN ('approve', 'return', 'ask', 'answer', 'resubmit', 'change', 'undo'));
DROP INDEX review_steps_approved_key;
