import type { Principal } from '../../domain/principal.ts';
import type { GraphqlService } from './service.ts';

export interface StreamOptions {
  /** WebSockets and event streams of one API key. Default 10,000. */
  perKey?: number;
  /** Of the client tokens of one order. Default 50. */
  perOrder?: number;
  /** Milliseconds between looks at whether their credentials still hold. Default 2,000. */
  recheckEvery?: number;
}

/** Every WebSocket and event stream: whose it is, how many they are, and what ends them. */
export interface Streams {
  /**
   * `end` is called once if the credentials cease to hold. Returns what is to be called when the stream
   * is over; null: there are too many.
   */
  open(principal: Principal, end: () => void): (() => void) | null;
  /** Whether the credentials hold at this moment. */
  holds(principal: Principal): Promise<boolean>;
  close(): void;
}

interface Stream {
  principal: Principal;
  end(): void;
}

export function createStreams(service: GraphqlService, options: StreamOptions = {}): Streams {
  const { perKey = 10_000, perOrder = 50, recheckEvery = 2000 } = options;
  const groups = new Map<string, { streams: Set<Stream>; unlisten: () => void }>();

  async function holds(principal: Principal): Promise<boolean> {
    return service.isStillValid?.(principal) ?? true;
  }

  /** Streams of one key share its fate; client tokens of one order run out one by one. */
  async function recheck(streams: ReadonlySet<Stream>): Promise<void> {
    const answers = new Map<string, Promise<boolean>>();
    for (const stream of streams) {
      const token = tokenOf(stream.principal);
      const answer = answers.get(token) ?? holds(stream.principal);
      answers.set(token, answer);
      if (!(await answer) && streams.has(stream)) stream.end();
    }
  }

  function recheckSoon(streams: ReadonlySet<Stream>): void {
    recheck(streams).catch((error: unknown) => service.onUnexpectedError(error, ''));
  }

  const timer = setInterval(() => {
    for (const { streams } of groups.values()) recheckSoon(streams);
  }, recheckEvery);
  timer.unref();

  function groupOf(principal: Principal) {
    const name = nameOf(principal);
    const known = groups.get(name);
    if (known) return known;
    const streams = new Set<Stream>();
    const unlisten = service.onRevocation?.(principal, () => recheckSoon(streams));
    const group = { streams, unlisten: unlisten ?? (() => undefined) };
    groups.set(name, group);
    return group;
  }

  return {
    holds,
    open(principal, end) {
      const { streams, unlisten } = groupOf(principal);
      if (streams.size >= (principal.kind === 'CLIENT' ? perOrder : perKey)) return null;
      const stream = { principal, end };
      streams.add(stream);
      return () => {
        if (!streams.delete(stream) || streams.size > 0) return;
        groups.delete(nameOf(principal));
        unlisten();
      };
    },
    close() {
      clearInterval(timer);
    },
  };
}

function nameOf(principal: Principal): string {
  if (principal.kind === 'API_KEY') return `key ${principal.keyId}`;
  return principal.kind === 'CLIENT' ? `order ${principal.orderId}` : 'administrator';
}

function tokenOf(principal: Principal): string {
  const until = principal.kind === 'CLIENT' ? principal.expiresAt : '';
  return `${nameOf(principal)} ${until}`;
}
