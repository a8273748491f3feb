// Writes docs/providers/README.md, what each provider can do, from the code that does it. `--check` only reports
// whether the page is up to date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { configMember } from '../src/operations/merchants/account-config.ts';
import { describeModule } from '../src/providers/capabilities.ts';
import type { Capabilities } from '../src/providers/capabilities.ts';
import type { ConfigInput } from '../src/providers/config-input.ts';
import { providerModules } from '../src/providers/modules.ts';
import type { ProviderModule } from '../src/providers/provider.ts';

interface Described extends Capabilities {
  configInput: ConfigInput;
}

const file = new URL('../docs/providers/README.md', import.meta.url);

const code = (text: string): string => `\`${text}\``;
const yes = (can: boolean): string => (can ? 'yes' : '–');
const list = (names: readonly string[]): string => names.map(code).join(', ') || '–';
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The folder of ANEXPAY_XCHECKOUT is anexpay-xcheckout, and its page has the same name. */
const pageOf = ({ provider }: Capabilities): string =>
  `${provider.toLowerCase().replaceAll('_', '-')}.md`;

const capabilityRows: readonly [title: string, cell: (provider: Described) => string][] = [
  ['Name', ({ provider }) => code(provider)],
  ['Methods', ({ methods }) => list(methods)],
  ['Methods of its own', ({ otherMethods }) => list(otherMethods)],
  ['Currencies of orders', ({ currencies }) => list(currencies)],
  ['Cancel an order', ({ cancelOrder }) => yes(cancelOrder)],
  ['Capture later', ({ captureOrder }) => yes(captureOrder)],
  ['List orders', ({ listOrders }) => yes(listOrders)],
  ['Refund', ({ refund }) => yes(refund)],
  ['Refund in part', ({ partialRefund }) => yes(partialRefund)],
  ['Several refunds of an order at once', ({ concurrentRefunds }) => yes(concurrentRefunds)],
  ['Cancel a refund', ({ cancelRefund }) => yes(cancelRefund)],
  ['Settlement destinations', (provider) => list(provider.settlementDestinations)],
  ['Cancel a settlement', ({ cancelSettlement }) => yes(cancelSettlement)],
  ['Abnormal payments', ({ abnormalPayments }) => yes(abnormalPayments)],
  ['Balance', ({ balance }) => yes(balance)],
  ['Order statuses', ({ orderStatuses }) => list(orderStatuses)],
  ['Required of `createOrder`', ({ requiredInputs }) => requirements(requiredInputs)],
];

function requirements(inputs: Capabilities['requiredInputs']): string {
  const needed = inputs.filter(({ paths }) => paths.length > 0);
  return needed.map(({ method, paths }) => `${code(method)}: ${list(paths)}`).join('; ') || '–';
}

function matrix(providers: readonly Described[]): string {
  const titles = providers.map((provider) => `[${provider.name}](${pageOf(provider)})`);
  return [
    row(['', ...titles]),
    row(['---', ...titles.map(() => '---')]),
    ...capabilityRows.map(([title, cell]) => row([title, ...providers.map(cell)])),
  ].join('\n');
}

function configuration({ provider, name, configInput }: Described): string {
  const fields = Object.entries(configInput).map(([field, { type, required, description }]) =>
    row([code(field), code(type), yes(required), description]),
  );
  return [
    `### ${name}`,
    '',
    `Member ${code(configMember(provider))} of ${code('ProviderConfigInput')}.`,
    '',
    row(['Field', 'Type', 'Required', '']),
    row(['---', '---', '---', '---']),
    ...fields,
  ].join('\n');
}

/** The text of the page, formatted. */
export async function providersPage(modules: Iterable<ProviderModule>): Promise<string> {
  const providers = await Promise.all(
    Array.from(modules, async (module) => ({
      ...(await describeModule(module)),
      configInput: module.configInput,
    })),
  );
  const text = `# Providers

This page is written by \`npm run providers\` from the code, as is what the query \`providers\` answers. It tells of each
provider with every switch at its default: an account whose configuration switches something on, or picks a country,
can do what \`ProviderAccount.capabilities\` says.

${matrix(providers)}

How a provider is added: [Adding a provider](../adding-a-provider.md).

## Configuration

What \`createProviderAccount\` takes as \`config\`.

${providers.map(configuration).join('\n\n')}
`;
  const options = await resolveConfig(file);
  return format(text, { ...options, parser: 'markdown' });
}

// Not `import.meta.main`, which is false where run.mjs has loaded it.
if (process.argv[1] === import.meta.filename) {
  const page = await providersPage(providerModules.values());
  if (!process.argv.includes('--check')) {
    writeFileSync(file, page);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== page) {
    process.stderr.write('docs/providers/README.md is not what the code says: npm run providers\n');
    process.exitCode = 1;
  }
}
