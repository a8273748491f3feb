/** Runs as a process: a provider that says of every order that it is paid. */
import { listen } from '../floors/http.ts';
import { otherProvider } from './other-providers.ts';
import type { OtherProviderName } from './other-providers.ts';
import { serveCommands } from './process.ts';

export type AnswersCommands = typeof commands;

let queries = 0;

const commands = {
  open: ({ provider }: { provider: OtherProviderName }) =>
    listen((_request, body, response) => {
      queries += 1;
      const asked = JSON.parse(body.toString('utf8')) as Record<string, string>;
      const answer = otherProvider(provider).query?.answer(asked);
      response.writeHead(answer === undefined ? 404 : 200, answer?.headers);
      response.end(answer?.body);
    }),
  /** How often it was asked. */
  queries: () => queries,
};

serveCommands(commands);
