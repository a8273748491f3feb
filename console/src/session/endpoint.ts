/** Of this file as it is served: `<home>/assets/…` when built, `<home>/src/…` while developing. */
const here = import.meta.url;

/** Where the console is, without a slash at its end: the base of its pages. */
export const home = import.meta.env.DEV ? '' : new URL('..', here).pathname.replace(/\/$/, '');

/** The public API, of the same server. */
export const graphqlUrl = new URL(`${home}/../graphql`, location.href).href;
export const exportsUrl = new URL(`${home}/../exports/`, location.href).href;
