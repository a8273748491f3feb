import { ofEachProvider } from '../each.ts';
import type { Row } from './rows.ts';

/** Rows whose change nobody outside can see, and the reason. `name` matches the file too: `…/checks.ts#missing(1)`. */
export interface Equivalent {
  name: RegExp;
  /** Default: every change of the row. */
  change?: string;
  reason: string;
}

const ofAnyProvider: readonly Equivalent[] = [
  {
    name: /(?:config|credentials)\.ts#(?:fields|credentials)\.\w+\([01]\)$/,
    change: "became 'MUTANT'",
    reason: 'words for people',
  },
  { name: /\.rule$/, reason: 'words for people' },
  { name: /checks\.ts#(?:.*\.issue\(.*|missing)\(1\)$/, reason: 'words for people' },
  { name: /mapping\.ts#(?:failureOf|refusalOf)\(1\)$/, reason: 'words for people' },
  { name: /mapping\.ts#\w+Observation\(2\)$/, reason: 'words for the log' },
  { name: /client\.ts#.*\.(?:t|connectT)imeoutMs$/, reason: 'the suite sets its own time limits' },
  {
    name: /webhook\.ts#signWebhook/,
    reason: 'it plays the provider: the suite signs with the unchanged file',
  },
];

/** Most providers have none of their own. */
const ofOne = await ofEachProvider<readonly Equivalent[]>('equivalent.ts', 'equivalent', () => []);

const all = [...ofAnyProvider, ...ofOne.flat()];

export function isEquivalent({ name, change, file }: Row): boolean {
  return all.some(
    (one) =>
      one.name.test(`${file}#${name}`) && (one.change === undefined || one.change === change),
  );
}
