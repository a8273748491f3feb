import { list } from './values.ts';

/** PAYGRAPH_PROVIDERS alone, for commands that need no keys. */
export const readProviders = ({ PAYGRAPH_PROVIDERS: text }: NodeJS.ProcessEnv): string[] =>
  list.parse(text);
