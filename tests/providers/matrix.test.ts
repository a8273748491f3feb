import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { providersPage } from '../../scripts/provider-matrix.ts';
import { providerModules } from '../../src/providers/modules.ts';

const docs = join(import.meta.dirname, '..', '..', 'docs', 'providers');
const page = readFileSync(join(docs, 'README.md'), 'utf8');

it('the provider matrix is what the code states', async () => {
  expect(page).toBe(await providersPage(providerModules.values()));
});

it.each([...providerModules.keys()])('the provider matrix links to a page of %s', (name) => {
  const own = `${name.toLowerCase().replaceAll('_', '-')}.md`;
  expect(page).toContain(`](${own})`);
  expect(existsSync(join(docs, own))).toBe(true);
});

it('the check of the provider matrix reports a capability that is gone', async () => {
  const [module] = [...providerModules.values()];
  if (module === undefined) throw new Error('there are no providers');
  const lesser: typeof module = {
    ...module,
    connect(config, tools) {
      const connection = module.connect(config, tools);
      delete connection.cancelOrder;
      return connection;
    },
  };
  expect(await providersPage([module])).toMatch(/^\| Cancel an order +\| yes/m);
  expect(await providersPage([lesser])).toMatch(/^\| Cancel an order +\| –/m);
});

it.each([...providerModules.values()])(
  '$title has a page that says how the truth of each lost answer is found',
  async (module) => {
    const tools = { baseUrl: 'http://127.0.0.1:9', now: () => 0, log: () => undefined };
    const connection = module.connect(module.sampleConfig, tools);
    const moving = Object.keys(connection).filter((name) => /^(?:create|cancel|refund)/.test(name));
    await connection.close();
    const own = readFileSync(
      join(docs, `${module.name.toLowerCase().replaceAll('_', '-')}.md`),
      'utf8',
    );
    const [, section = ''] = own.split('\n## When an answer is lost\n');
    const [documented = ''] = section.split('\n## ');
    expect(moving.filter((name) => !documented.includes(`| \`${name}\``))).toEqual([]);
  },
);
