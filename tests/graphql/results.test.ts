import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  IdempotencyConflictError,
  InvalidStateError,
  NoRouteError,
  NotFoundError,
  OperationInProgressError,
  RefundExceedsRefundableError,
  UnsupportedOperationError,
  ValidationError,
} from '../../src/domain/errors.ts';
import { money } from '../../src/domain/money.ts';
import { createRefund } from '../../src/operations/payouts/create-refund.ts';
import type { OrderRecord } from '../../src/store/records.ts';
import { executeAs, key, outcomeOf } from './execute.ts';
import { addOrder, addRefund } from './rows.ts';
import { createFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';

vi.mock('../../src/operations/payouts/create-refund.ts', () => ({
  createRefund: vi.fn<typeof createRefund>(),
}));

let fixture: Fixture;
let order: OrderRecord;
beforeAll(async () => {
  fixture = await createFixture();
  order = await addOrder(fixture, fixture.merchant);
});
afterAll(() => fixture.close());
beforeEach(() => {
  vi.mocked(createRefund).mockReset();
});

const mutation = `mutation ($input: CreateRefundInput!) { createRefund(input: $input) {
  __typename
  ... on CreateRefundSuccess { refund { status order { id } } replayed }
  ... on Error { code: errorCode message retry }
  ... on ValidationError { issues { path message } }
  ... on IdempotencyConflictError { existing { __typename id } differences }
  ... on InvalidStateError { status: subjectStatus }
  ... on RefundExceedsRefundableError { refundable { amount currency } }
} }`;

const input = {
  idempotencyKey: 'refund-0001',
  order: 'ord_1',
  amount: { amount: '10', currency: 'USDT', network: 'TRON' },
};

const send = (changes: object = {}) =>
  executeAs(fixture, key(fixture.merchant, 'REFUNDS_WRITE'), mutation, {
    input: { ...input, ...changes },
  });

it('a result of success has what the operation returned for the input', async () => {
  const refund = await addRefund(fixture, order);
  vi.mocked(createRefund).mockResolvedValue({ refund, replayed: true });
  expect((await send()).data).toEqual({
    createRefund: {
      __typename: 'CreateRefundSuccess',
      replayed: true,
      refund: {
        status: 'PENDING',
        order: { id: order.id },
      },
    },
  });
  const deps = expect.objectContaining({ read: fixture.deps.read });
  expect(createRefund).toHaveBeenCalledWith(deps, fixture.merchant.id, input);
});

const issues = [{ path: ['amount', 'amount'], message: 'too many decimals' }];

describe('an expected failure', () => {
  it.each([
    [new ValidationError(issues), { __typename: 'ValidationError', issues, retry: 'NEW_KEY' }],
    [new NotFoundError('order'), { __typename: 'NotFoundError', code: 'NOT_FOUND' }],
    [new OperationInProgressError(), { __typename: 'OperationInProgressError', retry: 'SAME_KEY' }],
    [new UnsupportedOperationError('X', 'refund'), { code: 'UNSUPPORTED', retry: 'DO_NOT' }],
    [
      new InvalidStateError('CREATED', 'It is not paid.'),
      { __typename: 'InvalidStateError', status: 'CREATED', message: 'It is not paid.' },
    ],
    [
      new RefundExceedsRefundableError(money('7.5', 'USDT', 'TRON')),
      { refundable: { amount: '7.50', currency: 'USDT' }, code: 'REFUND_EXCEEDS_REFUNDABLE' },
    ],
  ])('is a member of the result: %s', async (error, expected) => {
    vi.mocked(createRefund).mockRejectedValue(error);
    const { data, errors } = await send();
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ createRefund: expected });
  });

  it('shows what an idempotency key was used for', async () => {
    vi.mocked(createRefund).mockRejectedValue(
      new IdempotencyConflictError(order.id, ['amount.amount']),
    );
    expect((await send()).data).toMatchObject({
      createRefund: {
        existing: { __typename: 'Order', id: order.id },
        differences: ['amount.amount'],
      },
    });
  });

  it('that is no member of the result is an unexpected error', async () => {
    vi.mocked(createRefund).mockRejectedValue(new NoRouteError(['nobody']));
    const answer = await send();
    expect(answer.data).toBeNull();
    expect(answer.errors).toHaveLength(1);
  });
});

describe('input of the wrong shape', () => {
  it.each([
    ['a number', 10.5],
    ['an exponent', '1e3'],
  ])('never reaches the operation: %s for a decimal', async (_what, amount) => {
    const answer = await send({ amount: { amount, currency: 'USDT' } });
    expect(outcomeOf(answer)).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.message).toContain('at .amount.amount');
    expect(createRefund).not.toHaveBeenCalled();
  });

  it('is refused as a literal, too', async () => {
    const document = `mutation { createRefund(input: { idempotencyKey: "refund-0001", order: "ord_1",
      amount: { amount: 10.5, currency: "USDT" } }) { __typename } }`;
    const answer = await executeAs(fixture, key(fixture.merchant, 'REFUNDS_WRITE'), document);
    expect(outcomeOf(answer)).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.locations).toHaveLength(1);
  });
});
