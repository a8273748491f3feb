import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractVersion } from '../../src/providers/kit/contract/version.ts';
import { loadProviders } from '../../src/providers/loading/load-providers.ts';
import { providerModules } from '../../src/providers/modules.ts';
import { NotSent, OutcomeUnknown } from '../../src/providers/provider.ts';
import type { Exchange, ProviderModule } from '../../src/providers/provider.ts';
import { money } from '../../src/domain/money.ts';
import { stringifyRevealed } from '../../src/domain/secret.ts';
import { startServer } from '../support/http-server.ts';
import type { Handler, TestServer } from '../support/http-server.ts';
import { kit, openProject } from './project.ts';
import type { Project } from './project.ts';

const small = readFileSync(join(import.meta.dirname, 'small-provider.ts.txt'), 'utf8');

let project: Project;
beforeAll(async () => {
  project = openProject();
  await project.install(kit);
  project.write('provider.ts', small);
}, 120_000);
afterAll(() => project[Symbol.dispose]());

it('the version of the package is that of the contract', () => {
  const { version } = JSON.parse(readFileSync(join(kit, 'package.json'), 'utf8')) as {
    version: string;
  };
  expect(version).toBe(contractVersion);
});

const cut: Handler = (_request, response) => void response.destroy();

describe('a small provider on the packed kit', () => {
  let api: TestServer;
  let answer: Handler = cut;
  let module: ProviderModule;
  const exchanges: Exchange[] = [];
  const order = {
    providerReference: 'ref1',
    amount: money('25.00', 'BRL'),
    notifyUrl: 'https://merchant.example',
    returnUrl: 'https://merchant.example',
  } as never;
  const create = (baseUrl = api.url) => {
    const tools = { baseUrl, now: () => 0, log: () => undefined, limits: { timeoutMs: 5_000 } };
    const connection = module.connect(module.config.parse({ apiKey: 'top-secret' }), tools);
    return connection.createOrder(order, { record: (exchange) => void exchanges.push(exchange) });
  };
  beforeAll(async () => {
    api = await startServer((request, response) => answer(request, response));
    const loaded = await loadProviders(providerModules, ['./provider.ts'], project.folder);
    module = loaded.get('SMALL_PAY') as ProviderModule;
  });
  afterAll(() => api[Symbol.asyncDispose]());

  it('compiles under the strictest settings, the types of the kit included', async () => {
    expect(await project.compile()).toBe('');
  }, 60_000);

  it('creates an order, and its record shows no secret', async () => {
    answer = (_request, response) =>
      response.writeHead(200).end('{"id":"s1","reference":"ref1","status":"open"}');
    expect(await create()).toMatchObject({
      observations: [{ providerReference: 'ref1', status: 'AWAITING_PAYMENT' }],
      refused: null,
    });
    expect(api.received.at(-1)?.headers['authorization']).toBe('Bearer top-secret');
    expect(JSON.stringify(exchanges)).not.toContain('top-secret');
  });

  it('throws what Paygraph takes for an unknown outcome, and for what was not sent', async () => {
    answer = cut;
    await expect(create()).rejects.toBeInstanceOf(OutcomeUnknown);
    await expect(create('http://127.0.0.1:1')).rejects.toBeInstanceOf(NotSent);
  });

  it('has a configuration whose secret is ours to seal and never shows itself', () => {
    const config = module.config.parse({ apiKey: 'top-secret' });
    expect(JSON.stringify(config)).toBe('{"apiKey":"[secret]"}');
    expect(stringifyRevealed(config)).toBe('{"apiKey":"top-secret"}');
  });
});
