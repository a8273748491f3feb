/** A thread that verifies signatures with the library of Standard Webhooks: see verifier.ts. */
import { parentPort } from 'node:worker_threads';
import { Webhook } from 'standardwebhooks';
import type { Signed, Verified } from './verifier.ts';

const verified: Verified = { right: 0, wrong: [] };

parentPort?.on('message', (signed: Signed | null) => {
  if (signed === null) return parentPort?.postMessage(verified);
  const { name, secret, body, headers } = signed;
  try {
    new Webhook(secret).verify(body, headers);
    verified.right += 1;
  } catch (error) {
    verified.wrong.push(`${name}: a signature is not valid: ${String(error)}`);
  }
});
