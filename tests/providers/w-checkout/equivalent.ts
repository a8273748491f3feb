export { equivalent } from '../stablecoin-gateway/equivalent.ts';
