import { defineConfig } from 'prisma/config';

// Only the prisma command line reads this (generate; migrate status by an operator who wants it).
// The bot applies its migrations itself: src/db/migrate.ts.
export default defineConfig({
  schema: 'prisma',
  migrations: { path: 'prisma/migrations' },
  ...((process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_URL)
    ? { datasource: { url: process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_URL ?? '' } }
    : {}),
});
