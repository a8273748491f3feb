import type { OtherFloorCommands } from '../floors/webhooks/others.ts';
import type { AnswersCommands } from '../support/answers.ts';
import type { Line } from '../support/figures.ts';
import type { LoadCommands } from '../support/load.ts';
import { otherProvider, otherProviders } from '../support/other-providers.ts';
import type { OtherProviderName } from '../support/other-providers.ts';
import type { PaygraphCommands } from '../support/paygraph.ts';
import { startProcess } from '../support/process.ts';
import type { StartOptions } from '../support/process.ts';
import { allRounds, interleave } from '../support/rounds.ts';
import type { Size } from '../support/rounds.ts';
import { createTemplate } from '../support/template.ts';
import type { DatabaseTemplate } from '../support/template.ts';

/**
 * Signed webhooks of the other providers. Where one proves nothing, both sides query the provider before they answer.
 * The provider's own time counts for neither.
 */
export async function measureWebhooksAtOthers(
  _: DatabaseTemplate,
  size: Size,
  profile: StartOptions,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const name of Object.keys(otherProviders) as OtherProviderName[]) {
    lines.push(...(await measureWebhooksAt(name, size, profile)));
  }
  return lines;
}

async function measureWebhooksAt(
  provider: OtherProviderName,
  size: Size,
  profile: StartOptions,
): Promise<Line[]> {
  const { config, topic, sold, query, webhook } = otherProvider(provider);
  const count = size.webhooksPerRoundAtOthers;
  const sum = allRounds(size) * count;
  const answers = startProcess<AnswersCommands>('support/answers.ts');
  const load = startProcess<LoadCommands>('support/load.ts');
  const floor = startProcess<OtherFloorCommands>('floors/webhooks/others.ts');
  const paygraph = startProcess<PaygraphCommands>('support/paygraph.ts', profile);
  const { origin: baseUrl } = await answers.call('open', { provider });
  const template = await createTemplate(sum, { account: { config, baseUrl }, sold });
  try {
    const { accountId } = template;
    const round = (origin: string) => (index: number) => {
      const path = `/webhooks/${accountId}${topic}`;
      const url = origin.replace('127.0.0.1', 'localhost') + path;
      const requests = Array.from({ length: count }, (_, n) => webhook(index * count + n + 1, url));
      return load.call('each', {
        target: { origin, path, connections: size.connections },
        requests,
      });
    };
    const databaseFile = await template.copy('webhooks-floor');
    const options = { databaseFile, accountId, provider, answers: baseUrl };
    const atFloor = await floor.call('open', options);
    const database = await template.copy('webhooks-paygraph');
    const atPaygraph = await paygraph.call('open', { database });
    const how = query === null ? '' : ', queried';
    const lines = await interleave(`webhook of ${provider} to durable${how}`, size, [
      {
        name: 'floor: node:http, its hash, the same rows',
        server: floor,
        round: round(atFloor.origin),
      },
      { name: 'Paygraph', server: paygraph, round: round(atPaygraph.origin) },
    ]);
    const queries = await answers.call('queries');
    const done = { ...(await paygraph.call('paid')), ...(query && { queries: queries / 2 }) };
    for (const [what, number] of Object.entries(done)) {
      if (number !== sum) throw new Error(`${number} ${what} for ${sum} webhooks`);
    }
    return lines;
  } finally {
    await Promise.all([answers, load, floor, paygraph].map((one) => one.stop()));
    await template.remove();
  }
}
