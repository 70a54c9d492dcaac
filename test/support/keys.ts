import { createHash } from 'node:crypto';
import { type KeyMaterial, Keyring } from '../../src/db/sealing.ts';

/** Keys that are the same in every run, so that a failure can be repeated. */
export function testKeyMaterial(): KeyMaterial {
  const key = (name: string) => createHash('sha256').update(`test|${name}`).digest();
  return {
    master: [{ id: 1, key: key('master') }],
    index: key('index'),
    audit: key('audit'),
    backup: key('backup'),
  };
}

/** A keyring over them. */
export function testKeyring(): Keyring {
  return new Keyring(testKeyMaterial());
}
