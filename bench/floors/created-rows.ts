import { createHash, randomUUID } from 'node:crypto';
import { prepareEntry } from './search-entries.ts';
import { insertInto } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';

/** The input of createOrder in `documents.ts`. */
export interface Input {
  idempotencyKey: string;
  reference: string;
  amount: { amount: string; currency: string };
  method: { stablecoin: { currency: string; network: string } };
}

/** An order while it is being created. */
export interface Created {
  input: Input;
  /** The common part of all its ids; a letter after it tells ids of one kind apart. */
  number: string;
  id: string;
  merchantId: string;
  providerReference: string;
  createdAt: number;
}

/** The exchange with the provider. */
export interface Call {
  at: number;
  request: string;
  response: string;
  retdata: {
    sysid: string;
    payingAmount: number;
    depositAddress: string;
    coinAddress: string;
    paymentUrl: string;
    expiredIn: number;
  };
}

export interface CreatedRows {
  begin(input: Input): Created;
  /** Writes key, audit entry, order, evidence and event, before the order is sent. */
  insert(order: Created): void;
  /** Writes call, order, evidence, event and the outcome in the audit trail. */
  settle(order: Created, call: Call): void;
}

interface Key {
  id: string;
  merchant_id: string;
  name: string;
  prefix: string;
}

/** Writes the rows that createOrder writes, by prepared statements. */
export function openCreatedRows(sqlite: Sqlite, accountId: string): CreatedRows {
  const keyRow = sqlite.prepare('select id, merchant_id, name, prefix from api_keys limit 1');
  const key = keyRow.get() as Key;
  const insertAtFirst = prepareFirst(sqlite, key, accountId);
  const log = prepareLog(sqlite, key.merchant_id, accountId);
  const storeAnswer = prepareAnswer(sqlite, key.merchant_id);
  let count = 0;
  return {
    begin(input) {
      count += 1;
      // Higher than the ids of existing rows, which begin with a time.
      const number = `7Z${String(count).padStart(23, '0')}`;
      const providerReference = randomUUID().replaceAll('-', '');
      const { merchant_id: merchantId } = key;
      const id = `ord_${number}A`;
      return { input, number, id, merchantId, providerReference, createdAt: Date.now() };
    },
    insert(order) {
      const submission = submissionOf(order, 'IN_FLIGHT');
      insertAtFirst(order, submission);
      log.evidence(order, 'A', { ...mutation, stated: { subject: 'SUBMISSION', submission } });
      const expiresAt = order.createdAt + 1_800_000;
      log.event(order, { ...mutation, type: 'ORDER_CREATED', version: 1 }, { expiresAt });
    },
    settle(order, call) {
      const callId = `cal_${order.number}A`;
      const submission = submissionOf(order, 'ANSWERED');
      const observation = storeAnswer(order, call, { callId, submission });
      const answer = { cause: 'PROVIDER_ANSWER', callId, to: 'AWAITING_PAYMENT' };
      const first = { ...answer, rule: 'DECIDES', from: 'SUBMITTING', stated: observation };
      log.evidence(order, 'B', first);
      const stated = { subject: 'SUBMISSION', submission };
      log.evidence(order, 'C', { ...answer, rule: 'ANSWERED', from: 'AWAITING_PAYMENT', stated });
      const { providerOrderId: providerId, payable, expiresAt } = observation;
      const event = { ...answer, from: 'SUBMITTING', type: 'ORDER_STATUS_CHANGED', version: 2 };
      log.event(order, event, { providerId, payable, expiresAt });
    },
  };
}

const mutation = { cause: 'MUTATION', callId: null, rule: 'SENT', from: null, to: 'SUBMITTING' };

const submissionOf = ({ createdAt: at }: Created, state: string) => ({
  state,
  firstSentAt: at,
  lastSentAt: at,
  absentFrom: null,
  absentTo: null,
});

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

function prepareFirst(sqlite: Sqlite, key: Key, accountId: string) {
  const claimKey = insertInto(
    sqlite,
    'idempotency_keys',
    'merchant_id, mutation, key, fingerprint, paths, object_id, created_at',
    'on conflict (merchant_id, mutation, key) do nothing',
  );
  const insertEntry = insertInto(
    sqlite,
    'audit_entries',
    `id, merchant_id, principal, api_key_id, api_key_name, api_key_prefix, mutation, arguments,
     source, request_id, at`,
  );
  const insertSubject = insertInto(sqlite, 'audit_subjects', 'entry_id, subject_id');
  const insertOrder = insertInto(
    sqlite,
    'orders',
    `id, merchant_id, reference, provider_reference, created_at, request, account_id, submission,
     check_at, checks, needs_attention, version, revision, updated_at, provider, status, evidence,
     refunds_held, refunded, expires_at, attention, currency, amount_rank, method, data_version`,
  );
  const addEntry = prepareEntry(sqlite, key.merchant_id);
  const { merchant_id: merchantId } = key;
  return (order: Created, submission: object): void => {
    const { input, number, id, providerReference, createdAt: at } = order;
    const { fingerprint, paths } = fingerprintOf(input);
    claimKey.run(merchantId, 'createOrder', input.idempotencyKey, fingerprint, paths, id, at);
    const entry = `aud_${number}A`;
    const who = ['API_KEY', key.id, key.name, key.prefix];
    const shown = JSON.stringify({ input });
    const from = ['127.0.0.1', randomUUID()];
    insertEntry.run(entry, merchantId, ...who, 'createOrder', shown, ...from, at);
    insertSubject.run(entry, id);
    const names = [id, merchantId, input.reference, providerReference];
    const sent = [requestOf(input), accountId, JSON.stringify(submission), at + 60_000];
    const state = [0, 0, 1, 0, at, 'ANEXPAY_XCHECKOUT', 'SUBMITTING', nothing, '0', '0'];
    const { currency } = input.amount;
    const filtered = ['{}', currency, amountRank, 'STABLECOIN', 1];
    insertOrder.run(...names, at, ...sent, ...state, at + 1_800_000, ...filtered);
    addEntry(id, [
      ['WHOLE', input.reference],
      ['WHOLE', providerReference],
      ...input.reference.split(' ').map((part) => ['PART', part] as const),
      ['CURRENCY', currency],
      ['METHOD', 'STABLECOIN'],
    ]);
  };
}

/** The place of 100.00 among all amounts, as Paygraph stores it. */
const amountRank = '03100';

/** Fingerprint of the whole input, and of each path. */
function fingerprintOf({ amount, method, reference }: Input) {
  const { currency, network } = method.stablecoin;
  const leaves = {
    'amount.amount': amount.amount,
    'amount.currency': amount.currency,
    'method.stablecoin.currency': currency,
    'method.stablecoin.network': network,
    reference,
  };
  const digests = Object.entries(leaves).map(([path, value]) => [path, digest(value)]);
  const paths = JSON.stringify(Object.fromEntries(digests));
  return { fingerprint: digest(JSON.stringify(leaves)), paths };
}

const nobody = {
  id: null,
  firstName: null,
  lastName: null,
  email: null,
  phone: null,
  document: null,
  documentType: null,
  ipAddress: null,
  postcode: null,
  address: null,
};

function requestOf({ reference, amount, method }: Input): string {
  return JSON.stringify({
    reference,
    amount: { minor: amount.amount.replace('.', ''), currency: amount.currency, network: null },
    method: { type: 'STABLECOIN', ...method.stablecoin },
    customer: nobody,
    description: null,
    expiresIn: null,
    returnUrl: null,
    metadata: [],
  });
}

const noEvidence = {
  seen: {},
  providerOrderId: null,
  payable: null,
  paid: null,
  refundableLimit: null,
  fees: [],
  instructions: {},
  expiresAt: null,
  failure: null,
  isFinal: false,
  accepted: [],
  decision: null,
  attention: [],
};
const nothing = JSON.stringify(noEvidence);

interface Evidence {
  cause: string;
  callId: string | null;
  rule: string;
  from: string | null;
  to: string;
  stated: object;
}
type Event = Omit<Evidence, 'stated' | 'rule'> & { type: string; version: number };

function prepareLog(sqlite: Sqlite, merchantId: string, accountId: string) {
  const upsert = insertInto(
    sqlite,
    'evidence',
    `subject_id, digest, id, cause, call_id, statement, rule, from_status, to_status, recorded_at,
     last_recorded_at`,
    `on conflict (subject_id, digest) do update
     set times = evidence.times + 1, last_recorded_at = excluded.last_recorded_at`,
  );
  const nextNumber = sqlite.prepare(
    'update merchants set last_seq = last_seq + 1 where id = ? returning last_seq',
  );
  const append = insertInto(
    sqlite,
    'events',
    `merchant_id, seq, id, type, subject_id, order_id, version, from_status, to_status, cause,
     recorded_at`,
  );
  const state = insertInto(sqlite, 'event_states', 'subject_id, seq, state');
  return {
    evidence({ id, number }: Created, letter: string, evidence: Evidence): void {
      const { cause, callId, rule, from, to, stated } = evidence;
      const statement = JSON.stringify(stated);
      const same = createHash('sha256').update(statement).digest('base64url');
      const names = [id, same, `evi_${number}${letter}`, cause, callId];
      const at = Date.now();
      upsert.run(...names, statement, rule, from, to, at, at);
    },
    event({ id, number }: Created, { type, version, from, to, cause }: Event, known: object): void {
      const { last_seq: seq } = nextNumber.get(merchantId) as { last_seq: number };
      state.run(id, seq, JSON.stringify({ accountId, ...known }));
      const names = [merchantId, seq, `evt_${number}${version}`, type, id, id];
      append.run(...names, version, from, to, cause, Date.now());
    },
  };
}

function prepareAnswer(sqlite: Sqlite, merchantId: string) {
  const addEntry = prepareEntry(sqlite, merchantId);
  const insertCall = insertInto(
    sqlite,
    'provider_calls',
    'id, subject_id, operation, outcome, http_status, duration_ms, request, response, at',
  );
  const updateOrder = sqlite.prepare(
    `update orders set submission = ?, check_at = ?, version = 2, revision = 1, updated_at = ?,
      status = 'AWAITING_PAYMENT', provider_order_id = ?, evidence = ? where id = ?`,
  );
  const insertOutcome = insertInto(sqlite, 'audit_outcomes', 'entry_id, outcome, at');
  return (order: Created, call: Call, known: { callId: string; submission: object }) => {
    const { id, number, providerReference } = order;
    const { at, request, response, retdata } = call;
    const now = Date.now();
    const { sysid: providerOrderId } = retdata;
    const sent = ['createOrder', 'ANSWERED', 200, now - at];
    insertCall.run(known.callId, id, ...sent, request, response, at);
    const payable = {
      minor: `${retdata.payingAmount}000000`,
      currency: 'USDT',
      network: 'ETHEREUM',
    };
    const instructions = {
      checkoutUrl: retdata.paymentUrl,
      depositAddress: retdata.depositAddress,
      tokenContract: retdata.coinAddress,
    };
    const expiresAt = at + retdata.expiredIn * 1000;
    const seen = { AWAITING_PAYMENT: { recordedAt: now, firstAt: null, lastAt: null } };
    const reported = { providerOrderId, payable, instructions, expiresAt };
    const evidence = JSON.stringify({ ...noEvidence, seen, ...reported });
    const submission = JSON.stringify(known.submission);
    updateOrder.run(submission, now + 30_000, now, providerOrderId, evidence, id);
    addEntry(id, [
      ['WHOLE', providerOrderId],
      ['WHOLE', retdata.depositAddress],
    ]);
    insertOutcome.run(`aud_${number}A`, 'SUCCEEDED', now);
    const status = 'AWAITING_PAYMENT';
    return { subject: 'ORDER', providerReference, status, occurredAt: null, ...reported };
  };
}
