import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { createDocs } from '../docs/docs.ts';
import type { Docs } from '../docs/docs.ts';
import { describeSchema } from '../graphql/description/describe-schema.ts';
import { createConsole } from '../http/console/index.ts';
import type { Console } from '../http/console/index.ts';
import { createFrontPage } from '../http/front/index.ts';
import type { FrontPage } from '../http/front/index.ts';
import { createGraphiql } from '../http/graphiql/index.ts';
import type { Graphiql } from '../http/graphiql/index.ts';
import type { Served } from './graphql-service.ts';
import type { Overrides } from './overrides.ts';

/** The folder that has docs/ and console/ beside src/. */
const root = fileURLToPath(new URL('../..', import.meta.url));

interface Pages {
  front: FrontPage;
  graphiql: Graphiql | null;
  docs: Docs | null;
  console: Console | null;
}

/** What is served to people: each is null where it is off. */
export function createPages(
  config: Pick<Config, 'graphiql' | 'docs' | 'console'>,
  { documented }: Pick<Served, 'documented'>,
  providers: readonly string[],
  {
    demoKey = null,
    demoOrders = () => [],
    sandboxes = () => [],
  }: Pick<Overrides, 'demoKey' | 'demoOrders' | 'sandboxes'>,
): Pages {
  return {
    front: createFrontPage({ ...config, providers, sandboxes }),
    graphiql: config.graphiql ? createGraphiql({ demoKey, demoOrders }) : null,
    docs: config.docs ? createDocs(() => ({ root, schema: describeSchema(documented) })) : null,
    console: config.console ? createConsole(join(root, 'console', 'dist')) : null,
  };
}
