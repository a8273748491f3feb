/* oxlint-disable no-console -- the addresses and credentials go to the terminal as they are */
import { createHash } from 'node:crypto';
import { merchants, portsFrom, switchesByHand } from './merchants.ts';
import type { SandboxMerchant, SecretOf } from './merchants.ts';
import { startSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

/** `npm run sandbox`: the sandbox without the server. Its environment variables are in docs/sandbox.md. */
async function main(): Promise<void> {
  const { SANDBOX_HOST: host = '127.0.0.1', SANDBOX_WEBHOOK_URL: webhookUrl } = process.env;
  const sandbox = await startSandbox({
    host,
    ports: portsFrom(firstPort(process.env['SANDBOX_PORT'] ?? '4001')),
    autoAdvanceMs: 5_000,
    switches: switchesByHand,
  });
  const stop = (): void => void sandbox.close().then(() => process.exit(0));
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  for (const merchant of merchants) merchant.register(sandbox, secretAt(merchant), webhookUrl);
  console.log(merchants.map((merchant) => describeMerchant(sandbox, merchant)).join('\n'));
}

function firstPort(value: string): number {
  const port = Number(value);
  const last = 65_535 - merchants.length;
  if (/^\d+$/.test(value) && port <= last) return port;
  throw new Error(`SANDBOX_PORT must be a whole number from 0 to ${last}`);
}

/**
 * Credentials that are the same at every start, so that an account can be configured once. They are valid only in this
 * sandbox.
 */
const secretAt =
  ({ provider }: SandboxMerchant): SecretOf =>
  (use) =>
    createHash('sha256').update(`sandbox/${provider}/${use}`).digest('hex').slice(0, 32);

function describeMerchant(sandbox: Sandbox, merchant: SandboxMerchant): string {
  const { baseUrl } = sandbox.provider(merchant.provider);
  const rows = {
    'base URL': baseUrl,
    'operator page': `${baseUrl}/operator`,
    ...merchant.credentials(secretAt(merchant)),
  };
  const lines = Object.entries(rows).map(([name, value]) => `    ${name.padEnd(14)} ${value}`);
  return ['', `  ${merchant.title}`, ...lines].join('\n');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
