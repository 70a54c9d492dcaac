-- The look before the run: who may be the customer of an earlier row of the same file.
ALTER TABLE "imports" ADD COLUMN "alike" INTEGER NOT NULL DEFAULT 0;
