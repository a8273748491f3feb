// Runs in the browser. Sends operations over HTTP and subscriptions over a WebSocket, both with the key of the headers
// editor. Whatever goes wrong becomes a result with a sentence: GraphiQL shows what is thrown with its stack.
import { createClient } from './graphql-ws/client.js';
import { fill, remember } from './placeholders.js';

/** Results of a subscription that are shown. More would make the editor slow. */
const mostResults = 100;

/**
 * The operation to run. For a moment after a change of tabs, GraphiQL still passes the name of the operation in the tab
 * before. So the name is ignored where the document has only one operation.
 */
function operationToRun(query, operationName) {
  const found = [...query.matchAll(/^\s*(query|mutation|subscription)\b[ \t]*(\w*)/gm)];
  const operations = found.map(([, type, name]) => ({ type, name }));
  return operations.length === 1
    ? { type: operations[0].type, name: undefined }
    : (operations.find(({ name }) => name === operationName) ?? { name: operationName });
}

const unreachable = 'The server cannot be reached. Is it still running?';
const failure = (message) => ({ errors: [{ message }] });

async function send(request, headers) {
  let response;
  try {
    response = await fetch('/graphql', {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(request),
    });
  } catch {
    return failure(unreachable);
  }
  try {
    const result = await response.json();
    remember(result);
    return result;
  } catch {
    return failure(`The server answered with HTTP ${response.status}, and not in JSON.`);
  }
}

/** Yields a list that grows with each result of the subscription, the newest first. */
async function* follow(request, headers) {
  const key = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  const client = createClient({
    url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
    connectionParams: key ? { authorization: key } : {},
    shouldRetry: () => true,
  });
  const newestFirst = [];
  let received = 0;
  try {
    for await (const result of client.iterate(request)) {
      received += 1;
      newestFirst.unshift(shortened(result));
      newestFirst.length = Math.min(newestFirst.length, mostResults);
      yield { received, newestFirst };
    }
  } catch (error) {
    yield { ...failure(sentenceOf(error)), ...(received > 0 && { received, newestFirst }) };
  } finally {
    await client.dispose();
  }
}

/** What the one field of the subscription has. With errors, the whole result. */
function shortened(result) {
  const fields = Object.values(result.data ?? {});
  return result.errors || fields.length !== 1 ? result : fields[0];
}

function sentenceOf(error) {
  if (Array.isArray(error)) return error.map(({ message }) => message).join(' ');
  if (error instanceof CloseEvent && error.reason) {
    return `The server closed the connection: ${error.reason} (${error.code}).`;
  }
  if (error instanceof Event) return unreachable;
  return error instanceof Error ? error.message : String(error);
}

export function fetcher({ query, variables, operationName }, { headers = {} } = {}) {
  const { type, name } = operationToRun(query, operationName);
  const { values, missing } = fill(variables);
  if (missing !== null) return failure(missing);
  const request = { query, operationName: name ?? undefined, variables: values };
  return type === 'subscription' ? follow(request, headers) : send(request, headers);
}
