/** A deployment with many accounts, each in another state. */
import type { Operator } from './operator.ts';

export const MANY = 300;

const TEAMS = ['billing', 'campaigns', 'invoices', 'newsletter', 'orders', 'reports', 'support'];
/** So many fill the first screen. */
const FIRST_ONES = 24;
/** So many accounts are made at once. */
const AT_ONCE = 6;

export function nameOfMany(index: number): string {
  const number = String(index).padStart(3, '0');
  return `shop-${number}-${TEAMS[index % TEAMS.length]}@mail.example.com`;
}

/**
 * Every 25th of them is suspended, and every 40th has an alert. The first ones are in all states; most of the others
 * are off, as nobody has looked after them yet.
 */
export async function makeMany(operator: Operator): Promise<void> {
  const waiting = Array.from({ length: MANY }, (_, index) => index);
  const work = async () => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      await makeOne(operator, index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function makeOne(operator: Operator, index: number): Promise<void> {
  const account = nameOfMany(index);
  const note = index % 6 === 0 ? `Ticket ${4_000 + index}` : '';
  await operator.createAccount(account, note === '' ? {} : { note });
  const isUsed = index < FIRST_ONES || isAlarmed(index);
  if (isUsed && index % 4 !== 0) {
    const values = Array.from({ length: 1 + (index % 7) }, (_, at) => `192.0.2.${at + 1}`);
    const mode = index % 9 === 1 ? 'observe' : 'enforce';
    await operator.add(account, { format: 'address', values, mode });
  }
  if (isUsed && index % 5 !== 0) await operator.verdict(account, '192.0.2.1');
  if (isAlarmed(index)) await operator.verdictAfterPassword(account, '198.51.100.66');
  if (index % 25 === 0) await operator.suspend(account);
}

/** An account with alerts must enforce its list. */
function isAlarmed(index: number): boolean {
  return index % 40 === 3;
}
