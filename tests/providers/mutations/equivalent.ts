import type { Row } from './rows.ts';

/** Rows whose change nobody outside can see, each with the reason. */
const equivalent: readonly { name: RegExp; change?: string; reason: string }[] = [
  {
    name: /config\.ts#fields\.merchantNo\(2\)$/,
    reason: 'a sample is any well-formed value',
  },
  {
    name: /(?:config|credentials)\.ts#(?:fields|credentials)\.\w+\([01]\)$/,
    change: "became 'MUTANT'",
    reason: 'words for people',
  },
  { name: /\.rule$/, reason: 'words for people' },
  { name: /checks\.ts#(?:.*\.issue\(.*|missing)\(1\)$/, reason: 'words for people' },
  { name: /mapping\.ts#(?:failureOf|refusalOf)\(1\)$/, reason: 'words for people' },
  { name: /mapping\.ts#\w+Observation\(2\)$/, reason: 'words for the log' },
  {
    name: /\.queryPrefix$/,
    change: 'deleted',
    reason: 'the question mark is what is signed by default, too',
  },
  {
    name: /stablecoin-gateway\/signature\.ts#\w+StringToSign\(1\)$/,
    reason: 'no part of what is signed is a secret',
  },
  {
    name: /regions\.ts#\w+\.decimals$/,
    reason: 'our own money has no more decimals in these currencies',
  },
  {
    name: /checks\.ts#blankRequest\.(?:reference|description|expiresIn|returnUrl|\w+\.\w+)$/,
    reason: 'an order without a value: only the paths are read off it',
  },
  {
    name: /vexora\/checks\.ts#requiredInputsOf\.amount$/,
    reason: 'an order without a value: only the paths are read off it',
  },
  {
    name: /fields\.ts#orderSources\.payerAccounts\.joint$/,
    change: 'deleted',
    reason: 'a comma is what joins by default, too',
  },
  {
    name: /fields\.ts#\w+\.(?:returnUrl|description)\(0\)/,
    reason: 'no issue names it: no region requires it, or gives it a shape',
  },
  {
    name: /regions\.ts#taiwan\.order\.channels\.E_WALLET\.code\.documented$/,
    reason: 'none are documented: an empty list is as good as no list',
  },
  {
    name: /regions\.ts#philippines\.order\.channels\.E_WALLET\.parameters$/,
    reason: 'it has none: no list is as good as an empty one',
  },
  {
    name: /(?:stablecoin-gateway|nexapay)\/client\.ts#.*'(?:authorization|api_key|api_secret|secret_key)'$/,
    reason: 'masked by its name, and its value is masked wherever it is',
  },
  { name: /client\.ts#.*\.(?:t|connectT)imeoutMs$/, reason: 'the suite sets its own time limits' },
  {
    name: /examplepay\/operations\.ts#byPaymentQuery\(0\)$/,
    reason: 'that the payment is absent is dropped: it proves nothing about its refund',
  },
  {
    name: /webhook\.ts#signWebhook/,
    reason: 'it plays the provider: the suite signs with the unchanged file',
  },
];

export function isEquivalent({ name, change, file }: Row): boolean {
  return equivalent.some(
    (one) =>
      one.name.test(`${file}#${name}`) && (one.change === undefined || one.change === change),
  );
}
