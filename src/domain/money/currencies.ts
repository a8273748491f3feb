/** The currencies that are known here, as data: fiat of ISO 4217, and tokens with their chains. */

export type Network = 'ETHEREUM' | 'TRON' | 'SOLANA';
export const networks: readonly Network[] = ['ETHEREUM', 'TRON', 'SOLANA'];

export interface Currency {
  readonly code: string;
  readonly kind: 'fiat' | 'token';
  readonly decimals: number;
  /** Chains of a token; empty for fiat. */
  readonly networks: readonly Network[];
  /** Its amounts name their decimals (docs/rules.md#decimals-of-what-is-stored). */
  readonly isLater: boolean;
}

/**
 * Known from the first version on: their amounts are stored without decimals, so this table never changes. Decimals of
 * ISO 4217, except for TWD, which is paid in whole dollars (contract: "300" for TWD).
 */
const firstFiat: Readonly<Record<number, string>> = {
  0: 'TWD JPY KRW VND CLP',
  2: 'USD EUR GBP BRL INR PHP THB MYR SGD CNY HKD MXN IDR',
  3: 'KWD',
};
/** The contract of WUSD counts 18 decimals, as most ERC-20 tokens do. */
const firstTokens: readonly (readonly [code: string, decimals: number, on: readonly Network[]])[] =
  [
    ['USDT', 6, networks],
    ['USDC', 6, networks],
    ['WUSD', 18, ['ETHEREUM']],
  ];

/**
 * The other codes of ISO 4217, by their minor unit. Left out are codes without one, which are no money: precious
 * metals, units of bond markets, codes for tests. ANG and BGN have ended; older payments can still be given back.
 */
const laterFiat: Readonly<Record<number, string>> = {
  0: 'BIF DJF GNF ISK KMF PYG RWF UGX UYI VUV XAF XOF XPF',
  2:
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BSD BTN BWP BYN BZD ' +
    'CAD CDF CHE CHF CHW COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB FJD FKP GEL GHS GIP GMD ' +
    'GTQ GYD HNL HTG HUF ILS IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD ' +
    'MMK MNT MOP MRU MUR MVR MWK MXV MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PKR PLN QAR RON RSD ' +
    'RUB SAR SBD SCR SDG SEK SHP SLE SOS SRD SSP STN SVC SYP SZL TJS TMT TOP TRY TTD TZS UAH ' +
    'USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG',
  3: 'BHD IQD JOD LYD OMR TND',
  4: 'CLF UYW',
};

function fiatOf(table: Readonly<Record<number, string>>, isLater: boolean): Currency[] {
  return Object.entries(table).flatMap(([decimals, codes]) =>
    codes.split(' ').map((code): Currency => ({
      code,
      kind: 'fiat',
      decimals: Number(decimals),
      networks: [],
      isLater,
    })),
  );
}

const tokens = firstTokens.map(([code, decimals, on]): Currency => ({
  code,
  kind: 'token',
  decimals,
  networks: on,
  isLater: false,
}));

export const currencies: ReadonlyMap<string, Currency> = new Map(
  [...fiatOf(laterFiat, true), ...fiatOf(firstFiat, false), ...tokens].map((one) => [
    one.code,
    one,
  ]),
);
