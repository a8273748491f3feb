import { join } from 'node:path';
import { ESLint } from 'eslint';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

it("schema.graphql meets graphql-eslint's recommended rules and those of Relay", async () => {
  const overrideConfigFile = join(import.meta.dirname, 'eslint.config.js');
  const eslint = new ESLint({ cwd: root, overrideConfigFile });
  const [result] = await eslint.lintFiles(['schema.graphql']);
  const found = result?.messages.map(({ line, ruleId, message }) =>
    [line, ruleId, message].join(' '),
  );
  expect(found).toEqual([]);
});
