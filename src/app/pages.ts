import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { createDocs } from '../docs/docs.ts';
import type { Docs } from '../docs/docs.ts';
import { describeSchema } from '../graphql/description/describe-schema.ts';
import { schema } from '../graphql/schema.ts';
import { createFrontPage } from '../http/front/index.ts';
import type { FrontPage } from '../http/front/index.ts';
import { createGraphiql } from '../http/graphiql/index.ts';
import type { Graphiql } from '../http/graphiql/index.ts';
import type { Overrides } from './overrides.ts';

/** The folder that has docs/ beside src/. */
const root = fileURLToPath(new URL('../..', import.meta.url));

/** What is served to people: each is null where it is off. */
export function createPages(
  { graphiql, docs }: Pick<Config, 'graphiql' | 'docs'>,
  { demoKey = null, sandboxes = () => [] }: Pick<Overrides, 'demoKey' | 'sandboxes'>,
): { front: FrontPage; graphiql: Graphiql | null; docs: Docs | null } {
  return {
    front: createFrontPage({ graphiql, docs, console: false, sandboxes }),
    graphiql: graphiql ? createGraphiql({ demoKey }) : null,
    docs: docs ? createDocs(() => ({ root, schema: describeSchema(schema) })) : null,
  };
}
