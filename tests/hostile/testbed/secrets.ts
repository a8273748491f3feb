import { deriveKey } from '../../../src/store/sealing/sealer.ts';
import { hostileProvider, personalData } from '../providers/index.ts';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { Testbed } from './testbed.ts';

/** A text that must not be seen, and what it is. */
export interface Secret {
  name: string;
  text: string;
}

/** Finds what must not be seen, and masks it in what is shown. */
export interface Scanner {
  /** Names of the secrets that occur in the text. */
  find(text: string): string[];
  mask(text: string): string;
}

const encodings = ['base64', 'base64url', 'hex', 'latin1'] as const;

/** Every secret of the testbed: the master key and what is derived from it, in every encoding. */
export function secretsOf(testbed: Testbed): Secret[] {
  const master = ['master key', testbed.masterKey] as const;
  const derived = ['client-tokens', 'demo-key', 'sealing'].map(
    (use) => [`key derived for ${use}`, deriveKey(testbed.masterKey, use)] as const,
  );
  return [
    ...[master, ...derived].flatMap(([name, key]) =>
      encodings.map((encoding) => ({
        name: `${name} in ${encoding}`,
        text: key.toString(encoding),
      })),
    ),
    { name: 'administrator key', text: testbed.adminKey },
    ...Object.entries(testbed.keys).map(([scope, text]) => ({ name: `API key ${scope}`, text })),
    ...testbed.accounts.flatMap(({ provider, config, order }) => [
      { name: `client token of ${provider}`, text: order.clientToken },
      ...Object.entries(config).flatMap(([name, value]) =>
        typeof value === 'string' && value.length >= 8 && !isOpen(provider, name)
          ? [{ name: `${name} of ${provider}`, text: value }]
          : [],
      ),
    ]),
  ];
}

const isOpen = (provider: SandboxProvider, name: string): boolean =>
  hostileProvider(provider).identifiers.includes(name);

/** What must not be in a log, besides the secrets. */
export const personal: readonly Secret[] = personalData.map((text) => ({
  name: 'personal data',
  text,
}));

export function createScanner(secrets: readonly Secret[]): Scanner {
  const escaped = secrets.map(({ text }) =>
    text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`),
  );
  const any = new RegExp(escaped.join('|'), 'g');
  const names = new Map(secrets.map(({ name, text }) => [text, name]));
  return {
    find: (text) => [...new Set([...text.matchAll(any)].map(([found]) => names.get(found) ?? ''))],
    mask: (text) => text.replaceAll(any, (found) => `<${names.get(found) ?? ''}>`),
  };
}
