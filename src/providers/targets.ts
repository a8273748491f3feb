import { lookup as lookUp } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { createRanges, specialKind } from './addresses.ts';
import { baseUrlProblem } from '../domain/input/base-url.ts';
import { hasMark, NotSent } from './outcomes.ts';

/** Which addresses outgoing requests may go to. Problems are texts; null means allowed. */
export interface Targets {
  /** Checks a URL's `hostname` that is an IP address. Null for a name: only its addresses decide. */
  literalProblem(hostname: string): string | null;
  /** Checks a hostname and resolves a name. Null for a name that cannot be resolved right now. */
  problem(hostname: string): Promise<string | null>;
  /** For sockets: connections go to exactly the addresses that were checked. Undefined: the default lookup. */
  lookup: LookupFunction | undefined;
}

export interface TargetRules {
  /** Allows all addresses, loopback and private ones included. */
  anyTarget: boolean;
  /** Host names, addresses or CIDR ranges that are allowed although they are not public. */
  privateTargets: readonly string[];
}

export interface Resolved {
  address: string;
  family: number;
}
/** Resolves a name to all its addresses; rejects if there are none. */
export type Resolve = (hostname: string) => Promise<readonly Resolved[]>;

const targetRefused = Symbol.for('paygraph.TargetRefused');

/** The address is not public, and not allowed by the configuration. */
export class TargetRefused extends NotSent {
  get [targetRefused](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasMark(value, targetRefused);
  }
}

const resolveWithinMs = 2_000;
const notPublic = 'leads to an address that is not public';

export const anyTarget: Targets = {
  literalProblem: () => null,
  problem: () => Promise.resolve(null),
  lookup: undefined,
};

/** Throws a RangeError for a private target that is not a name, address or range. */
export function createTargets(
  rules: TargetRules,
  resolve: Resolve = async (name) => lookUp(name, { all: true }),
): Targets {
  if (rules.anyTarget) return anyTarget;
  const isAllowed = createRanges(rules.privateTargets.filter(isRange));
  const allowedNames = new Set(rules.privateTargets.filter((e) => !isRange(e)).map(plainName));

  const addressProblem = (address: string): string | null => {
    const kind = specialKind(address);
    return kind === null || isAllowed(address) ? null : `${address} is a ${kind} address`;
  };
  const checked = async (name: string): Promise<readonly Resolved[]> => {
    const addresses = await resolve(name);
    if (allowedNames.has(plainName(name))) return addresses;
    for (const { address } of addresses) {
      const problem = addressProblem(address);
      // One of several is enough: a name that mixes public and other addresses is taken for an attack.
      if (problem !== null) throw new TargetRefused(`${name}: ${problem}`);
    }
    return addresses;
  };
  const literalProblem = (hostname: string): string | null => {
    const address = hostname.replace(/^\[(.*)\]$/, '$1');
    if (isIP(address) === 0) return null;
    return addressProblem(address) === null ? null : notPublic;
  };

  return {
    literalProblem,
    async problem(hostname) {
      if (isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0) return literalProblem(hostname);
      try {
        await within(resolveWithinMs, checked(hostname));
        return null;
      } catch (error) {
        // The text leaves out the address: callers must not learn how names resolve in our network.
        return error instanceof TargetRefused ? notPublic : null;
      }
    },
    lookup(hostname, options, callback) {
      callbackify(checked)(hostname, (error, addresses) => {
        if (error !== null) return callback(error, '');
        const wanted = familyNumber(options.family);
        const fitting = addresses.filter(({ family }) => wanted === 0 || family === wanted);
        const [first] = fitting;
        if (first === undefined) return callback(new NotSent(`no such address: ${hostname}`), '');
        if (options.all === true) return callback(null, fitting);
        return callback(null, first.address, first.family);
      });
    },
  };
}

/** Throws `NotSent` for an address that no request may go to. Names are checked when they are resolved. */
export function urlOf(baseUrl: string, path: string, targets: Targets): string {
  const problem = baseUrlProblem(baseUrl);
  if (problem !== null) throw new TargetRefused(`the base address ${problem}`);
  const url = new URL(baseUrl.replace(/\/+$/, '') + path);
  if (url.origin !== new URL(baseUrl).origin) throw new NotSent('the path leads to another host');
  const literal = targets.literalProblem(url.hostname);
  if (literal !== null) throw new TargetRefused(`${url.hostname} ${literal}`);
  return url.href;
}

/** Finds a `TargetRefused` in an error, however deep undici has wrapped it. */
export function refusalIn(error: unknown): TargetRefused | null {
  if (error instanceof TargetRefused) return error;
  return error instanceof Error && error.cause !== undefined ? refusalIn(error.cause) : null;
}

const isRange = (entry: string): boolean => entry.includes('/') || isIP(entry) !== 0;

/** Normalises a host name: case and the root's trailing dot do not matter. */
const plainName = (name: string): string => name.toLowerCase().replace(/\.+$/, '');

/** 4, 6, or 0 for both. */
const familyNumber = (family: number | string | undefined): number =>
  Number(String(family ?? 0).replace('IPv', ''));

/** Rejects after `ms` milliseconds. The work goes on and its result is ignored. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('too late')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
