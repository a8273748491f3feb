import { Gateway } from './api/gateway.ts';
import type { ProviderBooks } from './books/provider-books.ts';
import { providerBooks } from './books/provider-books.ts';
import type { SandboxClock } from './clock.ts';
import type { DoubleDeclaration } from './declaration.ts';
import { Faults } from './faults/faults.ts';
import { DoubleHandle } from './handle.ts';
import type { ListenerOptions } from './http/listener.ts';
import { openListener } from './http/listener.ts';
import { runControlCall } from './pages/control.ts';
import { Site } from './pages/site.ts';
import type { AboutOf, Account, AccountOf, NewEvent, Platform, SwitchesOf } from './platform.ts';
import { Webhooks } from './webhooks/webhooks.ts';

export interface DoubleOptions<Switches extends object> extends ListenerOptions {
  clock: SandboxClock;
  /** Milliseconds between the steps that are made by themselves. Null: the operator makes them. */
  autoAdvanceMs: number | null;
  switches?: Partial<Switches> | undefined;
}

export interface RunningDouble<Handle> {
  provider: Handle;
  books: ProviderBooks;
  close(): Promise<void>;
}

/** Starts a double on a port. Rejects where the port is in use. */
export async function startDouble<
  P extends Platform,
  Options extends object,
  Operation extends string,
  Forgery extends string,
  Effects extends object,
  Controls extends object,
>(
  declaration: DoubleDeclaration<P, Options, Operation, Forgery, Effects, Controls>,
  options: DoubleOptions<SwitchesOf<P>>,
): Promise<RunningDouble<DoubleHandle<P, Options, Operation, Forgery, Effects> & Controls>> {
  const { name, title, api, kinds, accounts, cashier, operator } = declaration;
  const { clock, log } = options;
  const listener = await openListener(options);
  const switches: SwitchesOf<P> = { ...declaration.switches, ...options.switches };
  const webhooks = new Webhooks<P, Forgery>(clock, declaration.webhooks, switches);
  const platform = newPlatform(declaration, options, listener.baseUrl, switches, webhooks);
  const faults = new Faults<Operation>();
  const gateway = new Gateway(platform, api, faults, (line) => log(`${title}: ${line}`));
  const controls = declaration.controls(platform);
  const common = new DoubleHandle<P, Options, Operation, Forgery, Effects>({
    name,
    baseUrl: declaration.baseUrlOf?.(listener.baseUrl) ?? listener.baseUrl,
    platform,
    accounts,
    webhooks,
    faults,
    operations: Object.keys(api.calls) as Operation[],
    requests: () => gateway.requests(),
  });
  const provider = Object.assign(common, controls);
  const calls = declaration.controlCalls?.(controls) ?? {};
  const { operatorBase = /^/ } = declaration;
  const control = (input: unknown) => runControlCall(common, clock, calls, input);
  const site = new Site(platform, { title, operatorBase, cashier, operator, control });
  listener.serve(title, (request, response) =>
    site.has(request.url ?? '') ? site.serve(request, response) : gateway.handle(request, response),
  );
  return {
    provider,
    books: providerBooks<Account>({
      platform,
      outbox: webhooks,
      sequences: platform.sequences,
      // What has ended does nothing when its time comes.
      resume(stored) {
        const account = stored as AccountOf<P>;
        for (const kind of kinds) {
          for (const entity of kind.of(account).values()) kind.plan(platform, entity);
        }
        declaration.resume?.(platform, account);
      },
    }),
    close: async () => {
      await webhooks.close();
      await listener.close();
    },
  };
}

function newPlatform<P extends Platform>(
  { effects }: { effects: object },
  { clock, autoAdvanceMs }: DoubleOptions<SwitchesOf<P>>,
  baseUrl: string,
  switches: SwitchesOf<P>,
  webhooks: { publish(account: AccountOf<P>, event: NewEvent<AboutOf<P>>): void },
): P {
  const platform: Platform = {
    clock,
    baseUrl,
    autoAdvanceMs,
    accounts: new Map(),
    effects: { ...effects },
    sequences: new Map(),
    switches,
    publish: (account, event) =>
      webhooks.publish(account as AccountOf<P>, event as NewEvent<AboutOf<P>>),
  };
  return platform as P;
}
