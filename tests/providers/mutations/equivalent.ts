import type { Row } from './rows.ts';

/** Rows whose change nobody outside can see, each with the reason. */
const equivalent: readonly { name: RegExp; change?: string; reason: string }[] = [
  {
    name: /config\.ts#sampleConfig\./,
    change: "became 'MUTANT'",
    reason: 'a sample is any well-formed value',
  },
  {
    name: /client\.ts#wire\.queryPrefix$/,
    change: 'deleted',
    reason: 'the question mark is what is signed by default, too',
  },
  { name: /#configInput\.\w+\.description$/, reason: 'words for people' },
];

export function isEquivalent({ name, change, file }: Row): boolean {
  return equivalent.some(
    (one) =>
      one.name.test(`${file}#${name}`) && (one.change === undefined || one.change === change),
  );
}
