import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StartError } from '../../../src/domain/errors.ts';
import { loadProviders } from '../../../src/providers/loading/load-providers.ts';
import { contractVersion } from '../../../src/providers/kit/contract/version.ts';
import { providerModules } from '../../../src/providers/modules.ts';
import { acme, outside } from './acme.ts';

/** What the process that starts prints; empty where it starts. */
async function refusalOf(files: Readonly<Record<string, string>>, ...sources: string[]) {
  using there = outside(files);
  try {
    await loadProviders(providerModules, sources, there.folder);
    return '';
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return error.message.replaceAll(there.folder, '<folder>');
  }
}

async function namesOf(files: Readonly<Record<string, string>>, ...sources: string[]) {
  using there = outside(files);
  const modules = await loadProviders(providerModules, sources, there.folder);
  const added = [...modules.keys()].filter((name) => !providerModules.has(name));
  expect(added.map((name) => modules.get(name)?.title)).toEqual(added.map(() => 'Acme Pay'));
  return added;
}

const manifest = (fields: object): string => JSON.stringify({ type: 'module', ...fields });

/** A module whose connection ends so. */
const closing = (how: string): string =>
  `connect: () => ({ createOrder() {}, queryOrder() {}, close() { ${how}; }, ` +
  'webhook: { verify() {}, translate() {}, ack: { status: 200, contentType: "", body: "" } } })';

describe('providers from outside', () => {
  it('are none where none is named', async () => {
    expect(await loadProviders(providerModules, [], '/nowhere')).toBe(providerModules);
  });

  it.each([
    ['a file', { 'acme.js': acme() }, './acme.js'],
    ['a file in TypeScript', { 'acme.ts': `${acme()}\nexport type Key = string;\n` }, './acme.ts'],
    ['a folder with an index', { 'acme/index.ts': acme() }, './acme'],
    [
      'a folder with a package.json',
      { 'acme/package.json': manifest({ main: 'main.js' }), 'acme/main.js': acme() },
      './acme/',
    ],
    [
      'an installed package',
      {
        'node_modules/@acme/pay/package.json': manifest({
          name: '@acme/pay',
          exports: {
            './other': './other.js',
            '.': { types: './a.d.ts', require: './a.cjs', import: './dist/a.js' },
          },
        }),
        'node_modules/@acme/pay/dist/a.js': acme(),
      },
      '@acme/pay',
    ],
    [
      'an installed package with one export',
      {
        'node_modules/acme/package.json': manifest({ name: 'acme', exports: './a.js' }),
        'node_modules/acme/a.js': acme(),
      },
      'acme',
    ],
  ])('are loaded from %s', async (_what, files, source) => {
    expect(await namesOf(files, source)).toEqual(['ACME_PAY']);
  });

  it('are loaded from an absolute path', async () => {
    using there = outside({ 'acme.js': acme() });
    const modules = await loadProviders(providerModules, [join(there.folder, 'acme.js')], '/');
    expect([...modules.keys()]).toEqual([...providerModules.keys(), 'ACME_PAY']);
  });

  it('may be several in one module, and one that is the default export too', async () => {
    const second = "export const other = { ...acmePay, name: 'ACME_TWO' };\n";
    const files = { 'acme.js': `${acme()}${second}export default acmePay;\n` };
    expect(await namesOf(files, './acme.js')).toEqual(['ACME_PAY', 'ACME_TWO']);
  });

  it('may have been written for an older version with the same first number', async () => {
    const [major] = contractVersion.split('.');
    const files = { 'acme.js': acme().replace("'1.0.0'", `'${major}.0.0'`) };
    expect(await namesOf(files, './acme.js')).toEqual(['ACME_PAY']);
  });
});

describe('the start ends where a provider from outside', () => {
  it('is a folder without a module, such as a package that is not built', async () => {
    const files = { 'acme/package.json': manifest({ exports: './dist/index.js' }) };
    expect(await refusalOf(files, './acme')).toBe(
      'The provider module ./acme of PAYGRAPH_PROVIDERS cannot be loaded: its package.json leads to ./dist/index.js, ' +
        'which is not there: it may have to be built. Repair it, or leave it out',
    );
    expect(await refusalOf({ 'acme/pay.js': '' }, './acme')).toContain(
      'there is no index.ts, index.js, index.mjs in it',
    );
  });

  it.each(['./acme.js', '@acme/pay', '/nowhere/acme', 'Not a package!'])(
    'is not there: %s',
    async (source) => {
      expect(await refusalOf({}, source)).toBe(
        `PAYGRAPH_PROVIDERS names ${source}, which is not in <folder>: ` +
          'install it there, or correct the name. A path begins with ./, ../ or /',
      );
    },
  );

  it.each([
    ['throws', "throw new Error('no licence');\n", 'no licence'],
    ['throws what is no error', "throw 'no licence';\n", 'no licence'],
    ['cannot be parsed', 'export const = 1;\n', 'cannot be loaded'],
    ['imports what is not there', "import './more.js';\n", 'more.js'],
  ])('%s', async (_what, text, reason) => {
    const refusal = await refusalOf({ 'acme.js': text }, './acme.js');
    expect(refusal).toMatch(
      /^The provider module \.\/acme\.js of PAYGRAPH_PROVIDERS cannot be loaded: /,
    );
    expect(refusal).toContain(reason);
    expect(refusal).toMatch(/Repair it, or leave it out$/);
  });

  it('has a package.json that cannot be read', async () => {
    expect(
      await refusalOf({ 'acme/package.json': '{', 'acme/index.js': acme() }, './acme'),
    ).toMatch(/^The provider module \.\/acme of PAYGRAPH_PROVIDERS cannot be loaded: .*JSON/);
  });

  it.each([
    ['no version', acme().replace("export const contract = '1.0.0';", '')],
    ['a number', acme().replace("'1.0.0'", '1')],
    ['half a version', acme().replace("'1.0.0'", "'1.0'")],
  ])('exports %s as its contract', async (_what, text) => {
    expect(await refusalOf({ 'acme.js': text }, './acme.js')).toBe(
      'The provider module ./acme.js of PAYGRAPH_PROVIDERS exports no version of the contract: ' +
        'export `contractVersion` of the kit as `contract`',
    );
  });

  it.each(['0.9.9', '2.0.0', '1.999.0', '1.1.999'])(
    'was written for another version of the contract: %s',
    async (version) => {
      const files = { 'acme.js': acme().replace("'1.0.0'", `'${version}'`) };
      expect(await refusalOf(files, './acme.js')).toBe(
        `The provider module ./acme.js of PAYGRAPH_PROVIDERS was written for contract ${version}, ` +
          `and Paygraph has ${contractVersion}: install a version of it for 1.x up to ` +
          `${contractVersion}, or another Paygraph`,
      );
    },
  );

  it('exports no provider', async () => {
    expect(await refusalOf({ 'acme.js': "export const contract = '1.0.0';\n" }, './acme.js')).toBe(
      'The provider module ./acme.js of PAYGRAPH_PROVIDERS exports no provider: ' +
        'export a ProviderModule',
    );
  });

  it.each([
    ['name: "acme"', 'name must be like ACME_PAY'],
    ['name: "PROVIDER"', 'name is a name that the schema uses itself'],
    ['title: ""', 'title must not be empty'],
    ['config: {}', 'config must be a zod schema'],
    ['methods: ["CASH"]', 'methods.0 must be one of '],
    ['currencies: ["XXX"]', 'currencies.0 is a currency that Paygraph does not know'],
    ['orderStatuses: ["DONE"]', 'orderStatuses.0 must be one of '],
    ['checkOrder: undefined', 'checkOrder must be a function'],
    ['configInput: { "api-key": {} }', 'configInput.api-key must be a name like apiKey'],
    [
      'configInput: { a: { type: "Float", required: true, description: "A" } }',
      'configInput.a.type must be one of String, ',
    ],
    ['connect: () => ({ close: async () => {} })', 'connect().createOrder must be a function'],
    ['connect() { throw new Error("no key"); }', 'connect throws with sampleConfig: no key'],
    ['connect() { throw null; }', 'connect throws with sampleConfig: no error'],
    [closing('throw new Error("busy")'), 'close throws: busy'],
    [closing('return new Promise(() => {})'), 'close does not end'],
    ['otherMethods: "klarna"', 'otherMethods must be a list of texts'],
    ['otherMethods: ["klarna"]', 'otherMethods names methods: add OTHER to methods, or leave '],
    ['methods: ["OTHER"]', 'methods has OTHER: name its methods in otherMethods, or leave OTHER'],
    ['methods: ["OTHER"], otherMethods: []', 'methods has OTHER: name its methods in '],
    [
      'accountTerms: () => ({ methods: ["OTHER"] })',
      'methods has OTHER: name its methods in otherMethods, or leave OTHER out',
    ],
    ['accountTerms() { throw new Error("no key"); }', 'accountTerms throws with sampleConfig: no'],
    ['absenceSpanMs: -1', 'absenceSpanMs must not be below 0'],
    ['repeatableForMs: "x"', 'repeatableForMs must be milliseconds'],
    ['sampleConfig: {}', 'sampleConfig.apiKey '],
    ["modeOf: () => 'test'", 'modeOf must return LIVE, TEST or null'],
    ['modeOf() { throw new Error("no key"); }', 'modeOf throws with sampleConfig: no key'],
  ])('exports what is no provider: %s', async (member, problem) => {
    const refusal = await refusalOf({ 'acme.js': acme(member) }, './acme.js');
    expect(refusal).toMatch(/^The provider module \.\/acme\.js .* exports acmePay, which is no /);
    expect(refusal).toContain(problem);
  });

  it('exports what is not even an object', async () => {
    const files = { 'acme.js': `${acme()}export const version = 3;\n` };
    expect(await refusalOf(files, './acme.js')).toMatch(/exports version, which is no /);
  });

  it('has the name of a built-in one', async () => {
    const files = { 'acme.js': acme('', 'NEXAPAY') };
    expect(await refusalOf(files, './acme.js')).toBe(
      'The provider module ./acme.js of PAYGRAPH_PROVIDERS exports NEXAPAY, which is part of ' +
        'Paygraph already: rename or leave out one',
    );
  });

  it('has the name of another one', async () => {
    const files = { 'a.js': acme(), 'b.js': acme() };
    expect(await refusalOf(files, './a.js', './b.js')).toBe(
      'The provider module ./b.js of PAYGRAPH_PROVIDERS exports ACME_PAY, which is exported by ' +
        './a.js already: rename or leave out one',
    );
  });
});
