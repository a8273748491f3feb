import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { startServer } from '../support/http-server.ts';
import { mutate } from '../support/operations.ts';

/** A provider whose answers are not signed and are changed on the way. */
export interface Tampered {
  /** The text in an answer → its replacement, until it is set anew. */
  change(changes: Readonly<Record<string, string>>): void;
  close(): Promise<void>;
}

/** Points the account at a proxy that passes everything on, with the changes that it is given. */
export async function tamperWith(testApp: TestApp, name: 'NEXAPAY' | 'VEXORA'): Promise<Tampered> {
  let changes: [string, string][] = [];
  const { baseUrl } = testApp.sandbox.provider(name);
  const passOn = async (path: string, headers: Record<string, string>, body: string) => {
    const answer = await fetch(baseUrl + path, { method: 'POST', headers, body });
    const changed = changes.reduce(
      (text, [from, to]) => text.replaceAll(new RegExp(from, 'g'), to),
      await answer.text(),
    );
    return { status: answer.status, changed };
  };
  const server = await startServer(({ target, headers, body }, response) => {
    const {
      host: _host,
      connection: _connection,
      'content-length': _length,
      ...forwarded
    } = headers;
    void passOn(target, forwarded as Record<string, string>, body.toString()).then(
      ({ status, changed }) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(changed),
    );
  });
  const point = async (to: string): Promise<void> => {
    const input = { id: testApp.accounts[name], baseUrl: to };
    const result = await mutate(testApp, documents.updateProviderAccount, { input });
    if (result.__typename !== 'ProviderAccountSuccess') throw new Error(JSON.stringify(result));
  };
  await point(server.url);
  return {
    change: (wanted) => void (changes = Object.entries(wanted)),
    async close() {
      await point(baseUrl);
      await server[Symbol.asyncDispose]();
    },
  };
}

const money = '{ amount currency network }';
const parts: Readonly<Record<string, string>> = {
  ord: `order(id: $id) { status nextAction { __typename } expiresAt paid ${money} refundable ${money}`,
  rfd: 'refund(id: $id) { status',
  stl: 'settlement(id: $id) { status',
};

export interface Seen {
  status: string;
  expiresAt?: string | null;
  nextAction?: { __typename: string } | null;
  paid?: { amount: string; currency: string } | null;
  refundable?: { amount: string; currency: string };
  resolution: { since: string; needsAttention: boolean } | null;
  explanation: { status: string; evidence: { rule: string; says: string; occurredAt: string }[] };
}

/** An order, refund or settlement as a person investigating it sees it. */
export async function explanationOf(testApp: TestApp, id: string): Promise<Seen> {
  const query = `query ($id: ID!) { seen: ${parts[id.slice(0, 3)]} resolution { since needsAttention }
    explanation { status: subjectStatus evidence { rule says occurredAt } } } }`;
  const { data, errors } = await testApp.post({ query, variables: { id } });
  if (errors?.[0]) throw new Error(errors[0].message);
  return (data as { seen: Seen }).seen;
}

/** "PAID, paid 101.00 USDC on ETHEREUM": what was reported of it and counts for nothing. */
export const countsForNothing = ({ explanation }: Seen): string[] =>
  explanation.evidence.filter(({ rule }) => rule === 'OTHER_AMOUNT').map(({ says }) => says);

/** Statuses of the deliveries that came in since, with their failures. */
export async function deliveries(testApp: TestApp): Promise<string[]> {
  const text = 'select status, last_error from webhook_deliveries order by id';
  const rows = await testApp.app.deps.read.all<{ status: string; last_error: string | null }>(text);
  return rows.map(({ status, last_error: error }) => error ?? status);
}
