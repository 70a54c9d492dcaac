import type { TestProject } from 'vitest/node';
import { openTestServer, type TestServer } from './support/server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

/** Starts or joins the test server and makes the migrated template, once per run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { server, told } = await openTestServer();
  project.provide('testServer', told);
  return () => server.detach();
}
