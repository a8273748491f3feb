import type { Principal } from '../../domain/principal.ts';
import { inTurn } from '../event-loop.ts';
import type { GraphqlService } from './service.ts';

export interface StreamOptions {
  /** Most WebSockets and event streams of one API key. Default 10,000. */
  perKey?: number;
  /** The same for the client tokens of one order. Default 50. */
  perOrder?: number;
  /** Milliseconds between two checks of a stream's credentials. Default 2,000. */
  recheckEvery?: number;
}

/** A WebSocket or an event stream. */
export interface OpenStream {
  /** Called once its credentials are no longer valid. */
  shutOut(): void;
}

/** Counts all WebSockets and event streams by caller, and ends those whose credentials are no longer valid. */
export interface Streams {
  /**
   * Registers a stream. Returns its principal, which streams with the same credentials share; null where the caller has
   * too many streams.
   */
  open(principal: Principal, stream: OpenStream): Principal | null;
  /** Call it when the stream has ended. */
  left(principal: Principal, stream: OpenStream): void;
  /** Whether the credentials are valid now. */
  isStillValid(principal: Principal): Promise<boolean>;
  close(): void;
}

/** Streams with the same credentials, which are checked and ended together. */
interface Bearers {
  principal: Principal;
  streams: Set<OpenStream>;
}

/** The streams of one API key, or of one order. */
interface Group {
  tokens: Map<string, Bearers>;
  count: number;
  unsubscribe: () => void;
}

export function createStreams(service: GraphqlService, options: StreamOptions = {}): Streams {
  const { perKey = 10_000, perOrder = 50, recheckEvery = 2000 } = options;
  const groups = new Map<string, Group>();

  async function isStillValid(principal: Principal): Promise<boolean> {
    return service.isStillValid?.(principal) ?? true;
  }

  async function recheck({ tokens }: Group): Promise<void> {
    for (const { principal, streams } of tokens.values()) {
      if (await isStillValid(principal)) continue;
      for (const stream of streams) stream.shutOut();
    }
  }

  function recheckSoon(group: Group): void {
    recheck(group).catch((error: unknown) => service.onUnexpectedError(error, ''));
  }

  const stop = inTurn(groups, recheckEvery, recheckSoon);

  function groupOf(principal: Principal): Group {
    const name = nameOf(principal);
    const known = groups.get(name);
    if (known) return known;
    const group: Group = { tokens: new Map(), count: 0, unsubscribe: () => undefined };
    group.unsubscribe =
      service.onRevocation?.(principal, () => recheckSoon(group)) ?? group.unsubscribe;
    groups.set(name, group);
    return group;
  }

  function bearersOf({ tokens }: Group, principal: Principal): Bearers {
    const token = credentialsOf(principal);
    const bearers = tokens.get(token) ?? { principal, streams: new Set() };
    tokens.set(token, bearers);
    return bearers;
  }

  return {
    isStillValid,
    open(principal, stream) {
      const group = groupOf(principal);
      if (group.count >= (principal.kind === 'CLIENT' ? perOrder : perKey)) return null;
      const bearers = bearersOf(group, principal);
      bearers.streams.add(stream);
      group.count += 1;
      return bearers.principal;
    },
    left(principal, stream) {
      const group = groups.get(nameOf(principal));
      const credentials = credentialsOf(principal);
      const bearers = group?.tokens.get(credentials);
      if (group === undefined || bearers?.streams.delete(stream) !== true) return;
      group.count -= 1;
      if (bearers.streams.size === 0) group.tokens.delete(credentials);
      if (group.count > 0) return;
      groups.delete(nameOf(principal));
      group.unsubscribe();
    },
    close: stop,
  };
}

function nameOf(principal: Principal): string {
  if (principal.kind === 'API_KEY') return `key ${principal.keyId}`;
  return principal.kind === 'CLIENT' ? `order ${principal.orderId}` : 'administrator';
}

function credentialsOf(principal: Principal): string {
  const until = principal.kind === 'CLIENT' ? principal.expiresAt : '';
  return `${nameOf(principal)} ${until}`;
}
