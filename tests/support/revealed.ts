import { stringifyRevealed } from '../../src/domain/secret.ts';

/** A provider's configuration as it is sealed: in plain members, secrets too. */
export const revealed = (config: unknown): Record<string, unknown> =>
  JSON.parse(stringifyRevealed(config)) as Record<string, unknown>;
