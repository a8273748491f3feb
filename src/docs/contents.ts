import { posix } from 'node:path';

/** Part of the navigation. */
export interface Group {
  title: string;
  /** From the root of the project, in the order of reading. */
  files: readonly string[];
}

/** Files beside docs/ that are pages, with their paths and, where the heading alone is ambiguous, their titles. */
const outside: Readonly<Record<string, { path: string; title?: string }>> = {
  'README.md': { path: 'overview.html' },
  'CHANGELOG.md': { path: 'changelog.html' },
  'CONTRIBUTING.md': { path: 'contributing.html' },
  'SECURITY.md': { path: 'threats.html', title: 'Threats and defences' },
};

export const filesOutside: readonly string[] = Object.keys(outside);

const inDocs = (names: string): string[] => names.split(' ').map((name) => `docs/${name}.md`);

/** Those that are not there are left out. */
const groups: readonly Group[] = [
  {
    title: 'Start',
    files: [...inDocs('README'), 'README.md', ...inDocs('quick-start sandbox'), 'CHANGELOG.md'],
  },
  {
    title: 'Cookbook',
    files: inDocs(
      'cookbook/take-a-payment cookbook/show-it-live cookbook/refund cookbook/settle ' +
        'cookbook/resolve-an-underpayment cookbook/go-to-production cookbook/add-a-provider',
    ),
  },
  {
    title: 'Concepts',
    files: inDocs('states-and-errors subscriptions reconciliation rules architecture glossary'),
  },
  {
    title: 'Operations',
    files: [
      ...inDocs('running security'),
      'SECURITY.md',
      ...inDocs('scaling performance proof crashes'),
    ],
  },
  {
    title: 'Integrators',
    files: [
      ...inDocs('clients providers/README adding-a-provider'),
      'CONTRIBUTING.md',
      ...inDocs('dependencies'),
    ],
  },
];

/** Where pages are put that no group names: by their folder. */
const unnamed: Readonly<Record<string, string>> = {
  docs: 'Concepts',
  'docs/cookbook': 'Cookbook',
  'docs/providers': 'Integrators',
};
const decisions = 'docs/decisions';

function groupOf(file: string): string {
  const folder = posix.dirname(file);
  return folder === decisions ? 'Decisions' : (unnamed[folder] ?? 'Concepts');
}

/** The navigation over these files, without what is generated. Decisions come last. */
export function groupsOf(files: ReadonlySet<string>): { guides: Group[]; decisions: Group } {
  const named = new Set(groups.flatMap((group) => group.files));
  const rest = [...files].filter((file) => !named.has(file)).toSorted();
  const guides = groups.map(({ title, files: own }) => ({
    title,
    files: [
      ...own.filter((file) => files.has(file)),
      ...rest.filter((file) => groupOf(file) === title),
    ],
  }));
  const records = rest.filter((file) => groupOf(file) === 'Decisions');
  return { guides, decisions: { title: 'Decisions', files: records } };
}

/** The page that a file in Markdown becomes, from the root of the site. */
export function pathOf(file: string): string {
  const path = file.replace(/^docs\//, '').replace(/(?:README)?\.md$/, (name) => {
    return name === '.md' ? '.html' : 'index.html';
  });
  return outside[file]?.path ?? path;
}

/** The title of a file in the navigation where it is not its heading. */
export const titleOf = (file: string): string | undefined => outside[file]?.title;
