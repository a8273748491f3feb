import type { Row } from './rows.ts';

/** Rows whose change nobody outside can see, each with the reason. */
const equivalent: readonly { name: RegExp; change?: string; reason: string }[] = [
  {
    name: /config\.ts#sampleConfig\./,
    change: "became 'MUTANT'",
    reason: 'a sample is any well-formed value',
  },
  {
    name: /client\.ts#responseSigning\.queryPrefix$/,
    change: 'deleted',
    reason: 'the question mark is what is signed by default, too',
  },
  { name: /regions\.ts#\w+\.rule$/, reason: 'words for people' },
  {
    name: /regions\.ts#\w+\.decimals$/,
    reason: 'our own money has no more decimals in these currencies',
  },
  {
    name: /checks\.ts#blankRequest\.(?:reference|description|expiresIn|returnUrl|\w+\.\w+)$/,
    reason: 'an order without a value: only the paths are read off it',
  },
  {
    name: /fields\.ts#orderSources\.payerAccounts\.joint$/,
    change: 'deleted',
    reason: 'a comma is what joins by default, too',
  },
  {
    name: /regions\.ts#taiwan\.order\.channels\.E_WALLET\.code\.documented$/,
    reason: 'none are documented: an empty list is as good as no list',
  },
  {
    name: /regions\.ts#philippines\.order\.channels\.E_WALLET\.parameters$/,
    reason: 'it has none: no list is as good as an empty one',
  },
  { name: /#configInput\.\w+\.description$/, reason: 'words for people' },
];

export function isEquivalent({ name, change, file }: Row): boolean {
  return equivalent.some(
    (one) =>
      one.name.test(`${file}#${name}`) && (one.change === undefined || one.change === change),
  );
}
