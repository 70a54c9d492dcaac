import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { features } from '../../src/commands/index.ts';

const doings = new Set(features.flatMap((feature) => feature.doings.map(({ id }) => id)));

/** Ids written in the sources of the screens: in buttons, in menu choices, in inputs that ask at once. */
function listAsked(): { id: string; file: string }[] {
  const files = ['src/bot', 'src/commands'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return files.flatMap((file) => asksIn(file).map((id) => ({ id, file })));
}

function asksIn(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ['button', 'choice'].includes(node.expression.getText())) {
      const [, id] = node.arguments;
      if (id && ts.isStringLiteral(id)) found.push(id.text);
    }
    if (
      ts.isPropertyAssignment(node) &&
      node.name.getText() === 'asks' &&
      ts.isStringLiteral(node.initializer)
    ) {
      found.push(node.initializer.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}

describe('every button that a person can press', () => {
  it('asks for a doing that exists', () => {
    const asked = listAsked();
    expect(asked.length).toBeGreaterThan(60);
    expect(asked.filter(({ id }) => !doings.has(id))).toEqual([]);
  });

  it('and every doing has an id of its own', () => {
    const ids = features.flatMap((feature) => feature.doings.map(({ id }) => id));
    expect(ids.filter((id, nth) => ids.indexOf(id) !== nth)).toEqual([]);
  });
});
