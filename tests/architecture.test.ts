import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { circlesOf, functionsOf, parseSource, read, readSources } from './support/sources.ts';
import type { Import, Source } from './support/sources.ts';

/**
 * Tests the architecture (docs/architecture.md). Each failure is a list of sentences: where it is, what is wrong,
 * and what to do instead.
 */

const folders = ['src', 'sandbox', 'demo', 'clients', 'packages', 'examples', 'cli', 'console'];
const sources = folders.flatMap(readSources);

/** Folders of src/providers that are of no provider. */
const ofNoProvider: readonly string[] = ['kit', 'loading'];

/** Folders of src/providers that are of one provider, or of several that share an API. */
const providerFolders = [
  ...new Set(sources.flatMap(({ path }) => /^src\/providers\/([^/]+)\//.exec(path)?.[1] ?? [])),
].filter((folder) => !ofNoProvider.includes(folder));

/**
 * What a part may import besides itself. Folders end with a slash. Everything else is forbidden, so nothing in src
 * imports the sandbox or the demo, and the server runs without their folders.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  store: ['domain/', 'log/work.ts'],
  providers: ['domain/'],
  notifier: [],
  outgoing: ['domain/', 'providers/targets.ts'],
  clock: [],
  operations: [
    'domain/',
    'store/',
    'providers/provider.ts',
    'providers/capabilities.ts',
    'providers/circuit.ts',
    'providers/loading/not-loaded.ts',
    'providers/egress.ts',
    'providers/targets.ts',
    'notifier/notifier.ts',
    'outgoing/post.ts',
    'log/details.ts',
    'log/work.ts',
    'clock.ts',
  ],
  graphql: [
    'domain/',
    'store/queries/',
    'store/records.ts',
    'store/cursor.ts',
    'store/sealing/webhooks.ts',
    'store/sql.ts',
    'operations/',
    'providers/provider.ts',
    'providers/capabilities.ts',
    'providers/config-input.ts',
    'notifier/notifier.ts',
    'http/body.ts',
    'http/reply.ts',
    'log/work.ts',
  ],
  http: ['domain/', 'log/work.ts'],
  docs: [],
  schedule: ['domain/', 'operations/'],
  config: ['domain/'],
  log: [],
  tracing: ['log/'],
  app: [
    'clock.ts',
    'config.ts',
    'docs/',
    'domain/',
    'graphql/',
    'http/',
    'notifier/',
    'log/',
    'operations/',
    'outgoing/',
    'providers/loading/load-providers.ts',
    'providers/modules.ts',
    'providers/provider.ts',
    'providers/targets.ts',
    'schedule.ts',
    'store/',
    'tracing/',
  ],
  serve: ['app.ts', 'config.ts', 'domain/'],
  main: ['serve.ts'],
  keys: ['config.ts', 'domain/', 'store/'],
  evidence: ['config.ts', 'domain/', 'operations/', 'store/'],
  commands: ['config.ts', 'config/', 'domain/', 'operations/', 'store/'],
  // Besides src. Of a provider's folder, only the code that builds its strings to sign.
  sandbox: ['domain/', ...providerFolders.map((folder) => `providers/${folder}/signature.ts`)],
  // Packages of their own, which others install or copy. That of providers is made of what is here.
  packages: ['domain/', 'providers/', 'sandbox/double/index.ts', 'tests/providers/'],
  clients: [],
  examples: ['config.ts', 'demo/demo.ts'],
  console: [],
  // It knows the API alone, like any other caller, and its client.
  cli: ['clients/typescript/src/index.ts'],
  demo: ['app.ts', 'config.ts', 'domain/', 'operations/', 'sandbox/', 'serve.ts', 'store/'],
};

/** What may be imported for its types alone. */
const allowedTypes: Readonly<Record<string, readonly string[]>> = {
  http: ['operations/'],
  docs: ['graphql/description/describe-schema.ts'],
};

/** Packages that have one home. Other code goes through that home. */
const homes: readonly [packages: RegExp, home: string, instead: string][] = [
  [/^@mikro-orm\//, 'store/', 'ask the store (queries, or `withEntities` of its queue)'],
  [/^(?:graphql|graphql-\w+|ws)$|^@pothos\//, 'graphql/', 'put it into graphql/'],
  [/^undici$/, 'providers/http.ts', 'call through `providers/http.ts`'],
  [/^ioredis$/, 'notifier/', 'notify through the `notifier` of `Deps`'],
  [/^@opentelemetry\//, 'tracing/', 'report through the `measure` of `Deps`'],
  [/^prom-client$/, 'http/', 'measure through the `measure` of `Deps`'],
];

const ofSrc = (path: string): string => path.replace(/^src\//, '');
/** The checkout page runs the client that merchants' pages run. */
const isClient = ({ path }: Source, { target }: Import): boolean =>
  path.startsWith('src/http/checkout/page/') && target.startsWith('clients/typescript/src/');
/** Whether it is of the server, its sandbox or its demo. */
const isServer = (path: string): boolean => !/^(?:clients|examples|console)\//.test(path);
const isTest = (path: string): boolean => path.startsWith('tests/');
const isOurs = ({ target }: Import): boolean =>
  isTest(target) || folders.some((folder) => target.startsWith(`${folder}/`));

const isGenerated = (path: string): boolean =>
  /^(?:examples\/checkout|console\/src)\/gql\//.test(path);

/** The part of the architecture that a file belongs to: a folder of src or beside it, or a file in src. */
const partOf = (path: string): string => ofSrc(path).split('/')[0]?.replace(/\.ts$/, '') ?? '';

const fits = (target: string, list: readonly string[]): boolean =>
  list.some((entry) => (entry.endsWith('/') ? target.startsWith(entry) : target === entry));

type Complaint = (source: Source, used: Import) => string | null;

const complaints = (of: readonly Source[], complain: Complaint): string[] =>
  of.flatMap((source) =>
    source.imports.flatMap((used) => {
      const complaint = complain(source, used);
      return complaint === null ? [] : [`${source.path} imports ${used.target}: ${complaint}`];
    }),
  );

function againstFloors(source: Source, used: Import): string | null {
  const part = partOf(source.path);
  if (!isOurs(used) || partOf(used.target) === part || isClient(source, used)) return null;
  const target = ofSrc(used.target);
  if (fits(target, allowed[part] ?? [])) return null;
  const types = allowedTypes[part] ?? [];
  if (used.typeOnly && fits(target, types)) return null;
  const may = [...(allowed[part] ?? []), ...types.map((entry) => `${entry} (types)`)];
  return (
    `${part} may import ${may.join(', ') || 'nothing of ours'}. Move what is needed to a lower ` +
    'floor, or let whoever joins the two hand it over as an argument.'
  );
}

function againstFolders(source: Source, used: Import): string | null {
  if (partOf(source.path) !== 'providers') return null;
  const [, from = ''] = /^src\/providers\/([^/]+)\//.exec(source.path) ?? [];
  const [, to = ''] = /^src\/providers\/([^/]+)\//.exec(used.target) ?? [];
  const modules = 'src/providers/modules.ts';
  const isRegistry = ['src/providers/registry.ts', modules].includes(used.target);
  if (isRegistry && source.path !== modules) {
    return 'the registry imports the providers. Take what is needed from provider.ts.';
  }
  if (to === '' || to === from) return null;
  if (source.path === 'src/providers/registry.ts') return null;
  if (to === 'kit') return null;
  if (from === '') return 'only registry.ts may. Let the provider hand it over.';
  const brands = ['anexpay-xcheckout', 'w-checkout'];
  if (to === 'stablecoin-gateway' && brands.includes(from)) return null;
  return 'provider folders do not know each other. Move what both need to src/providers/.';
}

/** A folder of a provider, or of those that share an API, in src and in the sandbox. */
const isOfProvider = (path: string): boolean =>
  path.startsWith('sandbox/stablecoin-platform/') ||
  providerFolders.some((folder) => {
    return path.startsWith(`src/providers/${folder}/`) || path.startsWith(`sandbox/${folder}/`);
  });

/** The list of providers, and that of their doubles. */
const namingProviders: readonly string[] = ['src/providers/registry.ts', 'sandbox/registry.ts'];

/** Matches all spellings: acme-pay, ACME_PAY, acmePay, Acme Pay. */
const spellings = new RegExp(
  providerFolders.map((folder) => folder.replaceAll('-', '[-_ ]?')).join('|'),
  'i',
);

describe('the providers', () => {
  it('are named in their folders and in the registries, comments included', () => {
    const naming = sources
      .filter(({ path }) => /^(?:src|sandbox|demo)\//.test(path) && !isOfProvider(path))
      .filter(({ lines }) => lines.some((line) => spellings.test(line)))
      .map(({ path }) => path);
    expect(naming.toSorted()).toEqual(namingProviders.toSorted());
  });
});

/** Programs that try every provider. What each needs of a provider is in its folder of tests/providers/. */
const harnesses = ['conformance', 'mutations'].map((name) => `tests/providers/${name}`);
harnesses.push('tests/operations/fault-matrix', 'tests/simulation', 'tests/crash', 'tests/hostile');
harnesses.push('tests/fuzz');

describe('the harnesses', () => {
  it('take their providers from the registry of the sandbox and name none', () => {
    const naming = harnesses
      .flatMap(readSources)
      .filter(({ path }) => !path.endsWith('.test.ts'))
      .filter(({ lines }) => lines.some((line) => spellings.test(line)))
      .map(({ path }) => path);
    expect(naming).toEqual([]);
  });
});

function againstWriting({ path }: Source, used: Import): string | null {
  if (!['graphql', 'http'].includes(partOf(path))) return null;
  if (!used.target.startsWith('src/store/queries/')) return null;
  const writes = used.names.filter((name) => /^(?:insert|update|append|take|touch)/.test(name));
  if (writes.length === 0) return null;
  return `${writes.join(', ')} writes, and a door only reads. Write in an operation.`;
}

function againstHomes({ path }: Source, used: Import): string | null {
  if (!isServer(path)) return null;
  const own = homes.find(([packages, home]) => {
    return packages.test(used.target) && !fits(ofSrc(path), [home]);
  });
  return own === undefined ? null : `it lives in src/${own[1]}; ${own[2]}.`;
}

describe('imports', () => {
  it('have a row in the table for every part of src', () => {
    const parts = new Set(sources.map(({ path }) => partOf(path)));
    const missing = [...parts]
      .filter((part) => allowed[part] === undefined)
      .map((part) => `${part} is new: give it a row in \`allowed\`, on its floor`);
    expect(missing).toEqual([]);
  });

  it('point down only', () => {
    expect(complaints(sources, againstFloors)).toEqual([]);
  });

  it('keep the providers apart', () => {
    expect(complaints(sources, againstFolders)).toEqual([]);
  });

  it('let endpoints read the store and operations write it', () => {
    expect(complaints(sources, againstWriting)).toEqual([]);
  });

  it('leave each package to its home', () => {
    expect(complaints(sources, againstHomes)).toEqual([]);
  });

  it('name files that are there', () => {
    const known = new Set(sources.map(({ path }) => path));
    const isThere = (path: string): boolean =>
      known.has(path) || isTest(path) || path.endsWith('.css');
    const against: Complaint = (_source, used) =>
      isOurs(used) && !isThere(used.target) && !isGenerated(used.target)
        ? 'there is no such file. Name it in full.'
        : null;
    expect(complaints(sources, against)).toEqual([]);
  });

  it('form no circles, types included', () => {
    const circles = circlesOf(sources).map(
      (circle) => `${circle.join(' → ')}: move what both need to a file of its own, below both`,
    );
    expect(circles).toEqual([]);
  });
});

/** Also pure: it reports what is wrong with its input. */
const checksInput = ({ path }: Source, { target }: Import): boolean =>
  path.startsWith('src/domain/input/') && target === 'zod';

const againstOthers: Complaint = (source, used) =>
  isOurs(used) || checksInput(source, used)
    ? null
    : 'the domain is pure. Let the caller hand in what comes of it.';

describe('the domain', () => {
  const domain = sources.filter(({ path }) => partOf(path) === 'domain');

  it('imports nothing but itself, and zod to check inputs', () => {
    expect(complaints(domain, againstOthers)).toEqual([]);
  });

  it('is synchronous and uses no clock and no random numbers', () => {
    const impure =
      /\b(?:async|await|Promise|Date\.now|new Date|Math\.random|process|globalThis)\b/g;
    const found = domain.flatMap(({ path, code }) =>
      Array.from(
        code.matchAll(impure),
        ([name]) =>
          `${path} uses ${name}: take the value as an argument; operations have the means`,
      ),
    );
    expect(found).toEqual([]);
  });
});

const maxFileLines = 300;
const maxFolderFiles = 15;
/** Our own files that one file imports, types included. */
const maxImports = 15;
const maxFunctionLines = 70;
const maxColumns = 100;
/** For comments, which the formatter does not wrap. */
const maxCommentColumns = 120;

/** Files that are too large until they are split. These numbers may go down, never up. */
const larger: Readonly<Record<string, number>> = {};
const longerFunctions: Readonly<Record<string, number>> = {
  'src/graphql/transports/sse.ts': 79,
};
/** Statements as the ORM prints them. */
const isMigration = ({ path }: Source): boolean => path.startsWith('src/store/migrations/');

describe('sizes', () => {
  const written = sources.filter((source) => !isMigration(source));

  it(`keep files within ${maxFileLines} lines`, () => {
    const found = written
      .filter(({ path, lines }) => lines.length - 1 > (larger[path] ?? maxFileLines))
      .map(({ path, lines }) => `${path} has ${lines.length - 1} lines: split it by noun`);
    expect(found).toEqual([]);
  });

  it(`keep folders within ${maxFolderFiles} files`, () => {
    const counts = Map.groupBy(sources, ({ path }) => posix.dirname(path));
    const found = [...counts]
      .filter(([folder, { length }]) => length > (larger[folder] ?? maxFolderFiles))
      .map(([folder, { length }]) => {
        return `${folder} has ${length} files: split it by noun, inside its floor`;
      });
    expect(found).toEqual([]);
  });

  it(`keep imports within ${maxImports} files, except in app.ts`, () => {
    const found = written
      .filter(({ path }) => path !== 'src/app.ts')
      .map(({ path, imports }) => {
        return { path, count: new Set(imports.filter(isOurs).map(({ target }) => target)).size };
      })
      .filter(({ count }) => count > maxImports)
      .map(({ path, count }) => `${path} imports ${count} files: split it by noun`);
    expect(found).toEqual([]);
  });

  it(`keep functions within ${maxFunctionLines} lines`, () => {
    const found = written.flatMap((source) =>
      functionsOf(source)
        .filter(({ length }) => length > (longerFunctions[source.path] ?? maxFunctionLines))
        .map(({ line, length }) => {
          return `${source.path}:${line} has ${length} lines: give a step of it a name of its own`;
        }),
    );
    expect(found).toEqual([]);
  });

  it(`keep lines within ${maxColumns} columns, and comments within ${maxCommentColumns}`, () => {
    expect(written.flatMap(tooWide)).toEqual([]);
  });
});

/** Texts and patterns stay in one piece, so a line that is long because of them stays as it is. */
const onePiece = /['"`]|^\s*\//;

function tooWide({ path, lines, code }: Source): string[] {
  let inTemplate = false;
  return code.split('\n').flatMap((line, index) => {
    const beganInTemplate = inTemplate;
    if ((line.split('`').length - 1) % 2 === 1) inTemplate = !inTemplate;
    const isText = beganInTemplate || onePiece.test(line);
    const wide = line.trimEnd().length > maxColumns && !isText;
    const { length } = lines[index] ?? '';
    const wideComment = length > maxCommentColumns && line.trim() === '';
    return wide || wideComment ? [`${path}:${index + 1} has ${length} columns: break it`] : [];
  });
}

const find = (pattern: RegExp, advice: string, except: readonly string[] = []): string[] =>
  sources
    .filter(({ path, code }) => !except.includes(path) && pattern.test(code))
    .map(({ path }) => `${path}: ${advice}`);

describe('the code', () => {
  it('has a type for everything', () => {
    const any = /(?::|\bas|[<|,=(]|\bextends)\s*any\b(?!\s*[:(])|\bany\[\]/;
    // The types of variables of foreign documents, which are parameters: none but `any` takes them all.
    const except = ['clients/typescript/src/document.ts'];
    expect(find(any, 'say what it is, or `unknown` and check it', except)).toEqual([]);
  });

  it('is erased by type stripping', () => {
    // What is declared within `declare global` is erased too. Pothos takes the options of plugins from there.
    const nonErasable =
      /^\s*(?:export )?(?:declare )?(?:const )?(?:enum|namespace) (?!PothosSchemaTypes)\w+/m;
    expect(find(nonErasable, 'use a union of words, or a file')).toEqual([]);
  });

  it('writes to the log, and to the console only in commands', () => {
    const advice = 'use the log of `Deps`, or hand the text to serve.ts';
    expect(
      find(/(?<![-\w])console\s*\.\w/, advice, [
        'src/serve.ts',
        'src/keys.ts',
        'src/evidence.ts',
        'src/commands/command.ts',
        'sandbox/main.ts',
        'examples/checkout/main.ts',
        'examples/provider/double/main.ts',
      ]),
    ).toEqual([]);
  });
});

/** Words of a former private language, and what is written instead (docs/glossary.md). */
const retired: readonly [words: readonly string[], instead: string][] = [
  [['door', 'doors'], 'endpoint'],
  [['outlet', 'outlets'], 'egress'],
  [['toll', 'tolls', 'turns', 'decoy', 'decoys'], 'rate limiter, semaphore, dummy verifier'],
  [['word', 'words', 'said', 'saying', 'told', 'tell', 'tells'], 'status, observation, event'],
  [['news', 'heard', 'hear', 'sight', 'sighting', 'sightings'], 'fact, recorded, report times'],
  [['lesson', 'learn', 'learned', 'piece', 'pieces', 'motive'], 'statement, evidence, cause'],
  [['ring', 'rings', 'rung', 'bell', 'doorbell'], 'notify, notifier'],
  [['ask', 'asks', 'asked', 'asking'], 'query a provider; request an amount'],
  [['essence', 'visible', 'present', 'given', 'kept'], 'what is computed, read or stored'],
  [['deed', 'deeds', 'stage', 'world', 'bench'], 'scenario, test app, operator'],
];

/** Names that stay although they contain a retired word. */
const staying: ReadonlySet<string> = new Set([
  // Rules of the public schema.
  'NO_KNOWN_WORD',
  // A submission that was given up, as in the glossary.
  'givenUp',
  'GIVEN_UP',
  // Statements as they were digested before, and a log line that people search for.
  'said',
  'askedAt',
  'asked',
]);

const insteadOf = new Map(retired.flatMap(([words, name]) => words.map((word) => [word, name])));

const partsOf = (identifier: string): string[] =>
  identifier
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_$-]+/);

function complaintsOfNames({ path, code }: Source): string[] {
  const withoutTexts = code.replace(
    /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[^`]*`|\/[^/\n]+\/\w*/g,
    '',
  );
  const identifiers = new Set(withoutTexts.match(/[A-Za-z_$][\w$]*/g));
  const names = [...identifiers].filter((name) => !staying.has(name));
  return [...path.replace(/\.ts$/, '').split('/'), ...names].flatMap((name) =>
    partsOf(name)
      .filter((part) => insteadOf.has(part))
      .map((part) => `${path}: ${name}: say ${insteadOf.get(part)}`),
  );
}

describe('names', () => {
  it('are those of the glossary and contain no retired word', () => {
    const ours = sources.filter((source) => !isMigration(source));
    expect(ours.flatMap(complaintsOfNames)).toEqual([]);
  });

  it('are found by any of their parts, and not in texts or comments', () => {
    const text =
      "/** The door. */\nconst createDoor = (isHeard: boolean) => 'the door is heard';\n";
    expect(complaintsOfNames(parseSource('src/told/plain.ts', text))).toEqual([
      'src/told/plain.ts: told: say status, observation, event',
      'src/told/plain.ts: createDoor: say endpoint',
      'src/told/plain.ts: isHeard: say fact, recorded, report times',
    ]);
  });
});

interface Manifest {
  peerDependencies?: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Manifest;

const manifestIn = (folder: string) => JSON.parse(read(`${folder}package.json`)) as Manifest;
const ofSandbox = manifestIn('sandbox/').dependencies;

/** What the files in each package's folder may import. */
const packages: readonly [folder: string, own: Readonly<Record<string, string>>][] = [
  ...[
    'sandbox/',
    'clients/typescript/',
    'packages/provider-kit/',
    'examples/checkout/',
    'examples/provider/',
    'console/',
  ].map((folder) => {
    const { dependencies: own, peerDependencies, devDependencies: forBuild } = manifestIn(folder);
    return [folder, { ...own, ...peerDependencies, ...forBuild }] as [
      string,
      Record<string, string>,
    ];
  }),
  ['', dependencies],
];

function againstMissing(source: Source, used: Import): string | null {
  const { path } = source;
  if (isOurs(used) || isClient(source, used) || used.target.startsWith('node:')) return null;
  const [scope = '', name = ''] = used.target.split('/');
  const wanted = scope.startsWith('@') ? `${scope}/${name}` : scope;
  const [, own] = packages.find(([folder]) => path.startsWith(folder)) ?? [];
  return own === undefined || wanted in own
    ? null
    : `add ${wanted} to the dependencies, or do without it.`;
}

describe('dependencies', () => {
  const all = { ...ofSandbox, ...dependencies, ...devDependencies };
  const names = Object.keys(all);
  const reasons = new Map(
    Array.from(read('docs/dependencies.md').matchAll(/^- `([^`]+)`: (.+(?:\n  .+)*)$/gm), (row) => {
      const [, name = '', reason = ''] = row;
      return [name, reason.trim()];
    }),
  );

  it('each have a reason', () => {
    const missing = names
      .filter((name) => (reasons.get(name) ?? '').length < 20)
      .map((name) => `${name}: say in docs/dependencies.md what it is for, or do without it`);
    expect(missing).toEqual([]);
  });

  it('exist where docs/dependencies.md gives a reason', () => {
    const gone = [...reasons.keys()]
      .filter((name) => !names.includes(name))
      .map((name) => `${name}: take its line out of docs/dependencies.md`);
    expect(gone).toEqual([]);
  });

  it('are pinned to one version', () => {
    const loose = Object.entries(all)
      .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
      .map(([name, version]) => `${name} ${version}: write the exact version`);
    expect(loose).toEqual([]);
  });

  it('are in the package.json of the package that uses them', () => {
    expect(complaints(sources, againstMissing)).toEqual([]);
  });
});

describe('these rules', () => {
  it('see every way to import', () => {
    const { imports } = parseSource(
      'src/a/b.ts',
      "import { x, type Y } from './c.ts';\nimport type {\n  Z,\n} from '../d.ts';\n" +
        "export { w } from 'pkg';\nimport './e.ts';\nawait import('./f.ts');\n" +
        "// import { no } from './g.ts';\n",
    );
    expect(imports.map(({ target, typeOnly }) => [target, typeOnly])).toEqual([
      ['src/a/c.ts', false],
      ['src/d.ts', true],
      ['pkg', false],
      ['src/a/e.ts', false],
      ['src/a/f.ts', false],
    ]);
    expect(imports[0]?.names).toEqual(['x', 'Y']);
  });

  it.each([
    ['src/domain/a.ts', 'src/store/b.ts', againstFloors],
    ['src/store/a.ts', 'src/operations/b.ts', againstFloors],
    ['src/operations/a.ts', 'src/providers/registry.ts', againstFloors],
    ['src/graphql/a.ts', 'src/store/commit.ts', againstFloors],
    ['src/http/a.ts', 'src/graphql/b.ts', againstFloors],
    ['src/http/a.ts', 'src/operations/b.ts', againstFloors],
    ['sandbox/a.ts', 'src/providers/http.ts', againstFloors],
    ['src/main.ts', 'sandbox/sandbox.ts', againstFloors],
    ['src/serve.ts', 'demo/demo.ts', againstFloors],
    ['src/providers/w-checkout/a.ts', 'src/providers/anexpay-xcheckout/b.ts', againstFolders],
    ['src/providers/vexora/a.ts', 'src/providers/stablecoin-gateway/b.ts', againstFolders],
    ['src/providers/http.ts', 'src/providers/w-checkout/b.ts', againstFolders],
    ['src/providers/vexora/a.ts', 'src/providers/modules.ts', againstFolders],
    ['src/providers/http.ts', 'src/providers/registry.ts', againstFolders],
    ['clients/typescript/src/a.ts', 'src/domain/b.ts', againstFloors],
    ['examples/checkout/a.ts', 'clients/typescript/src/b.ts', againstFloors],
    ['src/http/a.ts', 'clients/typescript/src/b.ts', againstFloors],
    ['src/providers/a.ts', 'tests/providers/b.ts', againstFloors],
    ['packages/provider-kit/src/a.ts', 'src/operations/b.ts', againstFloors],
    ['clients/typescript/src/a.ts', 'undici', againstMissing],
    ['src/operations/a.ts', 'undici', againstHomes],
  ])('complain where %s imports %s', (path, target, against) => {
    expect(against(parseSource(path, ''), { target, names: [], typeOnly: false })).not.toBeNull();
  });

  it('find circles through types, functions that are too long, and endpoints that write', () => {
    const a = parseSource('src/a.ts', "import type { B } from './b.ts';\n");
    const b = parseSource('src/b.ts', "import { c } from './c.ts';\n");
    const c = parseSource('src/c.ts', "import { a } from './a.ts';\n");
    expect(circlesOf([a, b, c])).toEqual([['src/a.ts', 'src/b.ts', 'src/c.ts', 'src/a.ts']]);
    const long = parseSource('src/d.ts', `function f(): void {\n${'  x();\n'.repeat(80)}}\n`);
    expect(functionsOf(long)).toEqual([{ line: 1, length: 82 }]);
    const used = { target: 'src/store/queries/orders.ts', names: ['updateOrder'], typeOnly: false };
    expect(againstWriting(parseSource('src/graphql/a.ts', ''), used)).toContain('updateOrder');
  });
});
