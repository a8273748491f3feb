import { script } from '../../sandbox/double/pages/script.ts';

/** A cashier page without the one script that it may run, so that any other is found. */
export const withoutOurScript = (page: string): string => page.replace(script.text, '');
