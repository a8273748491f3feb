/** The providers that conform, for the programs that run them all. */
import type { ProviderModule } from '../../../src/providers/provider.ts';
import { ofEachProvider } from '../each.ts';
import type { OpenSubject } from './subject.ts';

export interface Conforming {
  module: ProviderModule;
  /** From the root of the project. */
  entry: string;
  exported: string;
  /** One for each kind of account. */
  subjects: readonly OpenSubject[];
  /** Folders whose tables are mutated. */
  folders: readonly string[];
}

export const conforming: readonly Conforming[] = await ofEachProvider(
  'conforming.ts',
  'conforming',
);
