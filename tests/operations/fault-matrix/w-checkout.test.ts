import { stablecoinDeeds } from './deeds/stablecoin.ts';
import { livesThrough } from './suite.ts';

livesThrough(stablecoinDeeds('W_CHECKOUT'));
