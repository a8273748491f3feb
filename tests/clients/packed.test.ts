import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import { snippetsOf } from '../support/snippets.ts';
import type { Snippet } from '../support/snippets.ts';
import { newOrder, pay } from './following.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const bin = join(root, 'node_modules/.bin');
/** Bytes, gzipped, that a page loads to follow one order, beside React. */
const mostBytes = 12 * 1024;

/** A project of its own, with the packed client and the packages of this repository. */
let project: string;

const write = (path: string, text: string): void => writeFileSync(join(project, path), text);

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'paygraph-client-'));
  const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}` };
  const cwd = join(root, 'clients/typescript');
  await run('npm', ['pack', '--silent', '--pack-destination', project], { cwd, env });
  const [tarball = ''] = readdirSync(project);
  const packages = join(project, 'node_modules');
  mkdirSync(join(packages, '@paygraph/client'), { recursive: true });
  const unpacked = join(packages, '@paygraph/client');
  await run('tar', ['xf', tarball, '-C', unpacked, '--strip-components=1'], { cwd: project });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name === '@paygraph' || name.startsWith('.')) continue;
    symlinkSync(join(root, 'node_modules', name), join(packages, name));
  }
  mkdirSync(join(project, 'src'));
  cpSync(join(root, 'tests/generated'), join(project, 'src/gql'), { recursive: true });
  write('package.json', '{ "type": "module" }');
  write(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: {
        target: 'es2022',
        lib: ['es2023', 'dom', 'dom.iterable'],
        module: 'esnext',
        moduleResolution: 'bundler',
        moduleDetection: 'force',
        jsx: 'react-jsx',
        types: ['node'],
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        noEmit: true,
        // Apollo Client's own types do not pass exactOptionalPropertyTypes.
        skipLibCheck: true,
        allowImportingTsExtensions: true,
      },
      include: ['src'],
    }),
  );
}, 120_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

const pages = ['docs/clients.md', 'docs/graphql-clients.md', 'clients/typescript/README.md'];
/** Those with Relay are compiled by its compiler and run with the peers. */
const isOfRelay = ({ text }: Snippet): boolean => text.includes("'relay-runtime'");

describe('the packed client', () => {
  it('lets every snippet of the docs compile under strict and exactOptionalPropertyTypes', async () => {
    const snippets = pages.flatMap(snippetsOf).filter((snippet) => !isOfRelay(snippet));
    expect(snippets.filter(({ language }) => language === 'tsx').length).toBeGreaterThan(0);
    expect(snippets.length).toBeGreaterThan(10);
    for (const [at, { language, text }] of snippets.entries()) {
      // The documents of the docs are not among those of the tests: here a document has any data.
      const typed = text.replace("from './gql'", "from './any-document.ts'");
      write(`src/snippet-${at}.${language}`, typed);
    }
    write('src/any-document.ts', anyDocument);
    const compiled = await run(join(bin, 'tsc'), ['-p', project]).catch(
      ({ stdout }: { stdout: string }) => ({ stdout }),
    );
    expect(compiled.stdout).toBe('');
  }, 60_000);

  it('follows an order with the first snippet, until it is paid', async () => {
    const testApp = await openTestApp();
    try {
      const order = await newOrder(testApp);
      const [first] = snippetsOf('docs/clients.md');
      write('first.ts', first?.text ?? '');
      write(
        'run.ts',
        `import { showOrder } from './first.ts';
         const [url = '', token = '', id = ''] = process.argv.slice(2);
         await showOrder(url, token, id, ({ status }) => console.log(status));`,
      );
      const { url } = testApp;
      const ran = run(process.execPath, [join(project, 'run.ts'), url, order.token, order.id]);
      await pay(testApp, order);
      const { stdout } = await ran;
      expect(stdout.trim().split('\n').at(-1)).toBe('PAID');
    } finally {
      await testApp.close();
    }
  }, 60_000);

  it(`takes at most ${mostBytes} bytes of a page that follows one order, beside React`, async () => {
    write('index.html', '<div id="root"></div><script type="module" src="/src/main.ts"></script>');
    write(
      'src/main.ts',
      `import { useOrder } from '@paygraph/client/react';
       Object.assign(globalThis, { useOrder });`,
    );
    const output = await build({
      root: project,
      configFile: false,
      logLevel: 'silent',
      build: { write: false, rolldownOptions: { external: ['react', 'react-dom'] } },
    });
    const chunks = [output].flat().flatMap((one) => ('output' in one ? one.output : []));
    const code = chunks.flatMap((chunk) => (chunk.type === 'chunk' ? [chunk] : []));
    const bytes = (of: typeof code): number =>
      of.reduce((sum, { code }) => sum + gzipSync(code).length, 0);
    // What a page loads at once, and what it loads besides for WebSockets.
    const sizes = { sse: bytes(code.filter(({ isEntry }) => isEntry)), ws: bytes(code) };
    if (process.env['TEST_LOG'] !== undefined) process.stderr.write(`${JSON.stringify(sizes)}\n`);
    expect(sizes.sse).toBeGreaterThan(1000);
    expect(sizes.ws).toBeLessThan(mostBytes);
  }, 60_000);
});

const anyDocument = `
  import type { TypedDocument } from '@paygraph/client';
  interface Data { orderUpdates: { kind: string; cursor: string; order: { status: string } } }
  export const graphql = (_text: string) => ({}) as TypedDocument<Data>;
`;
