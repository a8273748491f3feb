import { cause } from '../../../domain/signatures/cause.ts';
import type { Cause } from '../../../domain/signatures/cause.ts';
import type {
  HowSigned,
  ReadSigned,
  SignedPart,
  WireMessage,
  WrongKey,
} from '../../../domain/signatures/how-signed.ts';
import { signedBytes } from '../../../domain/signatures/how-signed.ts';
import { required, targetOf, timeRefusals } from '../../../domain/signatures/wire-message.ts';
import type { GatewayConfig, ResponseSigning } from '../brand.ts';
import { exchangeParts, sign, signingKey, webhookParts, windowMs } from '../signature.ts';
import { wrongExchanges, wrongWebhooks } from './wrong-ways.ts';

/** Tells how requests, answers and webhooks of an account are signed (docs/providers/stablecoin-gateway.md). */
export function signedReader(config: GatewayConfig, answers: ResponseSigning): ReadSigned {
  const key = signingKey(config.signKey.reveal());
  const right = (parts: readonly SignedPart[]): HowSigned['rightWays'] => [
    { parts, signature: sign(key, signedBytes(parts, '')) },
  ];
  return (message) => {
    const { signature, timestamp, refusals } = headersOf(message, answers);
    const common = {
      signature,
      encoding: 'BASE64',
      hash: 'sha512',
      key: config.signKey,
      keyed: 'HMAC',
      wrongKeys: wrongKeysOf(config),
    } as const;
    const { body, direction } = message;
    if (direction === 'WEBHOOK') {
      return {
        ...common,
        refusals,
        rightWays: right(webhookParts(timestamp, body)),
        withBody: (other) => [webhookParts(timestamp, other)],
        wrongWays: () => wrongWebhooks(message, timestamp),
      };
    }
    const { queryPrefix } = answers;
    const method = required(message, 'method');
    const exchange = { method, timestamp, target: targetOf(required(message, 'url')), queryPrefix };
    const unreadable = queryRefusals(exchange.target);
    const withBody = (other: Buffer): SignedPart[][] =>
      unreadable.length > 0 ? [] : [[...exchangeParts({ ...exchange, body: other })]];
    return {
      ...common,
      refusals: [...refusals, ...unreadable],
      rightWays: withBody(body).flatMap(right),
      withBody,
      wrongWays: () => wrongExchanges({ ...exchange, body }, message),
    };
  };
}

interface Headers {
  signature: string;
  timestamp: string;
  refusals: readonly Cause[];
}

function headersOf(
  { direction, headers, receivedAt }: WireMessage,
  answers: ResponseSigning,
): Headers {
  const isAnswer = direction === 'RESPONSE';
  const valuesOf = (names: readonly string[]): string[] =>
    names.flatMap((name) => headers[name.toLowerCase()]?.trim() ?? []);
  const [signature = '', ...others] = valuesOf(isAnswer ? answers.signatureHeaders : ['SIGNATURE']);
  const [timestamp = ''] = valuesOf(isAnswer ? answers.timestampHeaders : ['TIMESTAMP']);
  const refusals = [...timeRefusals(timestamp, receivedAt, windowMs)];
  if (others.some((other) => other !== signature)) {
    refusals.push(cause('TWO_SIGNATURES', 'The message carries two signatures that differ.'));
  }
  return { signature, timestamp, refusals };
}

function queryRefusals(target: string): readonly Cause[] {
  try {
    decodeURIComponent(target);
    return [];
  } catch {
    return [cause('QUERY_UNREADABLE', 'The percent-encoding of the address cannot be decoded.')];
  }
}

const wrongKeysOf = ({ apiKey, apiSecret }: GatewayConfig): readonly WrongKey[] => [
  {
    ...cause('WRONG_KEY_FIELD', 'The apiSecret was used in the place of the signKey.'),
    key: apiSecret,
  },
  { ...cause('WRONG_KEY_FIELD', 'The apiKey was used in the place of the signKey.'), key: apiKey },
];
