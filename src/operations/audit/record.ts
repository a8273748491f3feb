import type { Change } from '../../store/aggregates/change.ts';
import type { Queue, Unit } from '../../store/commit.ts';
import {
  insertAuditEntry,
  insertAuditOutcome,
  insertAuditSubjects,
} from '../../store/queries/audit.ts';
import { accountById, apiKeyById, merchantById } from '../../store/queries/merchants.ts';
import { timeOfId } from '../../store/queries/pages.ts';
import type { AuditedKey, AuditRecord } from '../../store/records.ts';
import type { Sql, Tx } from '../../store/sql.ts';
import type { Deps, IdPrefix, Ids } from '../deps.ts';
import type { MutationCall } from './mutation-call.ts';

/** Prefixes of the objects that a mutation can make. */
const nouns: ReadonlySet<IdPrefix> = new Set([
  'mer',
  'key',
  'acc',
  'eep',
  'lnk',
  'ord',
  'rfd',
  'stl',
]);

/** The audit entry of one mutation. */
export interface AuditedRecord {
  id: string;
  /** The mutation must use these: its first commit contains the entry. */
  deps: Deps;
  isWritten(): boolean;
  /** Writes the outcome where the last change did not, and the entry too if the mutation had no effect. */
  end(outcome: string, subjects: readonly string[]): Promise<void>;
}

/** The outcome of a mutation that did what it was called for. */
export const succeeded = 'SUCCEEDED';

export function openRecord(deps: Deps, mutationCall: MutationCall): AuditedRecord {
  const id = deps.ids.make('aud');
  const made: string[] = [];
  const stored = new Set<string>();
  let isWritten = false;
  let hasEnded = false;
  let outcomeWritten: string | null = null;

  /** Adds new subjects to a commit, the entry to the first one, and the outcome to the last one where it is known. */
  async function committing<T>(commit: (write: Write) => Promise<T>, isLast = false): Promise<T> {
    // Read it before the commit, because a unit of work must not wait.
    const entry = isWritten ? null : await entryOf(deps, mutationCall, id, made);
    let subjects: readonly string[] = [];
    let isOutcome = false;
    const result = await commit(async (tx, more) => {
      if (entry !== null) await insertAuditEntry(tx, entry);
      const known = [...new Set([...mutationCall.named(), ...more])].filter(isId);
      subjects = known.filter((subject) => entry !== null || !stored.has(subject));
      await insertAuditSubjects(tx, id, subjects);
      // Where it is written only after the mutation has ended, its outcome was another.
      isOutcome = isLast && !hasEnded;
      if (isOutcome) await insertAuditOutcome(tx, id, succeeded, deps.now());
    });
    if (isOutcome) outcomeWritten = succeeded;
    for (const subject of subjects) stored.add(subject);
    isWritten = true;
    return result;
  }

  return {
    id,
    deps: { ...deps, queue: queueWith(deps.queue, committing, made), ids: noting(deps.ids, made) },
    isWritten: () => isWritten,
    end: async (outcome, subjects) => {
      hasEnded = true;
      if (outcomeWritten !== null && outcomeWritten !== outcome) {
        throw new Error(`it is written as ${outcomeWritten}`);
      }
      if (outcomeWritten === outcome && subjects.every((subject) => stored.has(subject))) return;
      const at = deps.now();
      // A written entry must get its outcome, even while nothing can be written now.
      const method = isWritten ? 'persist' : 'change';
      return committing((write) => {
        const also = async (tx: Tx): Promise<void> => {
          await write(tx, subjects);
          await insertAuditOutcome(tx, id, outcome, at);
        };
        return deps.queue[method]({
          keys: [],
          decide: () => ({ result: undefined, writes: { also } }),
        });
      });
    },
  };
}

/** `subjects` are added to those that the caller named. */
type Write = (tx: Pick<Sql, 'runEach'>, subjects: readonly string[]) => Promise<void>;
type Committing = <T>(commit: (write: Write) => Promise<T>, isLast?: boolean) => Promise<T>;

const queueWith = (queue: Queue, committing: Committing, made: readonly string[]): Queue => ({
  get isWritable() {
    return queue.isWritable;
  },
  ready: () => queue.ready(),
  scrub: () => queue.scrub(),
  commit: (unit) => committing((write) => queue.commit(unitWith(unit, write, made))),
  change: (change) =>
    committing((write) => queue.change(changeWith(change, write, made)), change.isLast),
  persist: (change) =>
    committing((write) => queue.persist(changeWith(change, write, made)), change.isLast),
  withEntities: (work) =>
    committing((write) =>
      queue.withEntities(async (em, tx) => {
        await write(tx, made);
        return work(em, tx);
      }),
    ),
});

const unitWith =
  <T>(unit: Unit<T>, write: Write, made: readonly string[]): Unit<T> =>
  async (tx) => {
    const result = await unit(tx);
    await write(tx, made);
    return result;
  };

const changeWith = <T>(change: Change<T>, write: Write, made: readonly string[]): Change<T> => ({
  ...change,
  decide(set, stored) {
    const { result, writes } = change.decide(set, stored);
    const also = async (tx: Tx): Promise<void> => {
      await writes?.also?.(tx);
      await write(tx, made);
    };
    return { result, writes: { ...writes, also } };
  },
});

/** The same ids; those of objects that a mutation makes are collected in `made`. */
function noting(ids: Ids, made: string[]): Ids {
  return {
    ...ids,
    make(prefix) {
      const id = ids.make(prefix);
      if (nouns.has(prefix)) made.push(id);
      return id;
    },
  };
}

/** Whether a text is a prefix and a ULID, as `Ids` makes them. */
export const isId = (text: string): boolean => /^[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}$/.test(text);

async function entryOf(
  deps: Deps,
  mutationCall: MutationCall,
  id: string,
  made: readonly string[],
): Promise<AuditRecord> {
  const { principal, mutation, source, requestId } = mutationCall;
  const common = {
    id,
    mutation,
    arguments: mutationCall.arguments(),
    source,
    requestId,
    at: timeOfId(id),
  };
  if (principal.kind === 'PAYMENT_LINK') {
    return { ...common, principal: principal.kind, merchantId: principal.merchantId, apiKey: null };
  }
  if (principal.kind === 'API_KEY') {
    const { merchantId, keyId } = principal;
    return { ...common, principal: 'API_KEY', merchantId, apiKey: await keyOf(deps, keyId) };
  }
  const merchantId = await merchantConcerned(deps, made, mutationCall.named());
  return { ...common, principal: 'ADMINISTRATOR', merchantId, apiKey: null };
}

async function keyOf(deps: Deps, keyId: string): Promise<AuditedKey> {
  const { id, name, prefix } = (await apiKeyById(deps.read, keyId)) ?? {
    id: keyId,
    name: '',
    prefix: '',
  };
  return { id, name, prefix };
}

/** The merchant whom the administrator's call concerns; null if the named ids belong to none. */
async function merchantConcerned(
  deps: Deps,
  made: readonly string[],
  named: readonly string[],
): Promise<string | null> {
  // A merchant that this call makes cannot be read yet.
  const merchant = made.find((id) => id.startsWith('mer_'));
  if (merchant !== undefined) return merchant;
  for (const id of named) {
    const merchantId = await merchantOf(deps, id);
    if (merchantId !== null) return merchantId;
  }
  return null;
}

async function merchantOf({ read }: Deps, id: string): Promise<string | null> {
  if (id.startsWith('key_')) return (await apiKeyById(read, id))?.merchantId ?? null;
  if (id.startsWith('acc_')) return (await accountById(read, id))?.merchantId ?? null;
  return (await merchantById(read, id))?.id ?? null;
}
