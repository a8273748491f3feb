import type { Api } from '../../cli/api.ts';
import { shapeOf } from '../../tests/providers/conformance/recorded.ts';
import type { Recorded } from '../../tests/providers/conformance/recorded.ts';

interface Called {
  operation: string;
  httpStatus: number | null;
  request: string;
  response: string | null;
}

interface Recordings {
  recordings: Recorded[];
  /** Answers that are no JSON, or were cut. */
  left: number;
}

// As many as one document may cost: the newest orders and settlements, and the first calls of each.
const calls = 'providerCalls(first: 30) { operation httpStatus request response }';

export const accountsDocument = `query Accounts {
  viewer { accounts(first: 100) { id provider mode } }
}`;

export const callsDocument = `query Calls($account: ID!) {
  orders(first: 50, filter: { account: $account }) {
    nodes { ${calls} refunds(first: 5) { nodes { ${calls} } } }
  }
  settlements(first: 50, filter: { account: $account }) { nodes { ${calls} } }
}`;

interface Accounts {
  viewer: { accounts: { id: string; provider: string; mode: 'LIVE' | 'TEST' }[] } | null;
}
type Calling = { providerCalls: Called[] };
interface Calls {
  orders: { nodes: (Calling & { refunds: { nodes: Calling[] } })[] };
  settlements: { nodes: Calling[] };
}

/**
 * What the test accounts of a provider answered for the newest orders, refunds and settlements, as Paygraph stored it:
 * masked. One of each form an operation has answered in. Throws where there is nothing.
 */
export async function recordingsOf(api: Api, provider: string): Promise<Recordings> {
  const { viewer } = await api.request<Accounts>(accountsDocument);
  const accounts = (viewer?.accounts ?? []).filter((one) => one.provider === provider);
  const tests = accounts.filter(({ mode }) => mode === 'TEST');
  if (tests.length === 0) {
    throw new Error(
      accounts.length === 0
        ? `The key's merchant has no account at ${provider}.`
        : `Each account at ${provider} is LIVE: only test environments are recorded.`,
    );
  }
  const found = await Promise.all(tests.map(({ id }) => callsOf(api, id)));
  const answered = found.flat().filter(isAnswered);
  if (answered.length === 0) throw new Error(`No answer of ${provider} is stored there.`);
  const whole = answered.filter(({ response }) => isJson(response));
  return { recordings: oneOfEachForm(whole), left: answered.length - whole.length };
}

async function callsOf(api: Api, account: string): Promise<Called[]> {
  const { orders, settlements } = await api.request<Calls>(callsDocument, { account });
  const refunds = orders.nodes.flatMap((order) => order.refunds.nodes);
  return [...orders.nodes, ...refunds, ...settlements.nodes].flatMap((one) => one.providerCalls);
}

const isAnswered = (called: Called): called is Recorded =>
  called.httpStatus !== null && called.response !== null && called.response !== '';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** In the order of their names, so that a later recording differs only in what is new. */
function oneOfEachForm(all: readonly Recorded[]): Recorded[] {
  const forms = new Map<string, Recorded>();
  for (const one of all) {
    const { operation, httpStatus, response } = one;
    const shape = Array.from(shapeOf(response), (member) => member.join(' '));
    const form = [operation, httpStatus, ...shape.toSorted((a, b) => (a < b ? -1 : 1))].join();
    if (!forms.has(form)) forms.set(form, one);
  }
  return [...forms].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
