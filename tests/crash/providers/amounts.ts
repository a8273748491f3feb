import type { Random } from '../random.ts';

/** Cents that decide what some of the doubles do with the amount, among many that decide nothing. */
export const cents = ['00', '00', '00', '50', '01', '02', '03', '04', '06', '07', '08', '09'];

/** An amount in whole units, and with cents. */
export function randomAmount(random: Random): { whole: number; amount: string } {
  const whole = random.between(20, 400);
  return { whole, amount: `${whole}.${random.pick(cents)}` };
}

export const payoutAmount = (random: Random): string => String(random.between(20, 120));
