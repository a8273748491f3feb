import type { Equivalent } from '../mutations/equivalent.ts';

export const equivalent: readonly Equivalent[] = [
  {
    name: /vexora\/config\.ts#fields\.merchantNo\(2\)$/,
    reason: 'a sample is any well-formed value',
  },
  {
    name: /vexora\/regions\.ts#\w+\.decimals$/,
    reason: 'our own money has no more decimals in these currencies',
  },
  {
    name: /vexora\/checks\.ts#blankRequest\.(?:reference|description|expiresIn|returnUrl|\w+\.\w+)$/,
    reason: 'an order without a value: only the paths are read off it',
  },
  {
    name: /vexora\/checks\.ts#requiredInputsOf\.amount$/,
    reason: 'an order without a value: only the paths are read off it',
  },
  {
    name: /vexora\/fields\.ts#orderSources\.payerAccounts\.joint$/,
    change: 'deleted',
    reason: 'a comma is what joins by default, too',
  },
  {
    name: /vexora\/fields\.ts#\w+\.(?:returnUrl|description)\(0\)/,
    reason: 'no issue names it: no region requires it, or gives it a shape',
  },
  {
    name: /vexora\/regions\.ts#taiwan\.order\.channels\.E_WALLET\.code\.documented$/,
    reason: 'none are documented: an empty list is as good as no list',
  },
  {
    name: /vexora\/regions\.ts#philippines\.order\.channels\.E_WALLET\.parameters$/,
    reason: 'it has none: no list is as good as an empty one',
  },
];
