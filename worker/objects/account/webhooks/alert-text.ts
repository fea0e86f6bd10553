/** Writes an alert in words, for people who read it in a chat or a mail. */
import type { Alert } from '../../../../shared/alert.ts';
import { findListName } from '../../../../shared/list-name.ts';
import type { DeliveredKind } from '../../../../shared/webhook.ts';

/** An alert, or a test of a webhook. */
export type DeliveredAlert = Alert<DeliveredKind>;

export interface AlertText {
  readonly subject: string;
  readonly text: string;
}

/** `objectName` is an account, or the name of a shared list's object. */
export function describeAlert(
  objectName: string,
  alert: DeliveredAlert,
  server: string,
): AlertText {
  const list = findListName(objectName);
  return list === undefined
    ? describeOfAccount(objectName, alert, server)
    : describeOfList(list, alert);
}

/** A shared list raises no other kind (R20). */
function describeOfList(list: string, alert: DeliveredAlert): AlertText {
  if (alert.kind === 'test') return describeTest(`the shared list ${list}`);
  return {
    subject: `Shared list ${list}: ${alert.entry?.value} expires`,
    text: `${nameEntry(alert)} on the shared list ${list} will expire at ${time(alert.expiresAt)}. From then on the list allows it no more, unless its expiry is changed.`,
  };
}

function describeOfAccount(account: string, alert: DeliveredAlert, server: string): AlertText {
  switch (alert.kind) {
    case 'leaked-password': {
      const { login } = alert;
      const list = login === null ? 'its allowlist' : `the allowlist of ${account}`;
      return {
        subject: `SMTP password of ${login ?? account} used from ${alert.address}`,
        text: `The right SMTP password of ${login ?? account} came from ${alert.address}, which is not on ${list}. It was refused${server && ` (asked by ${server})`}. If that was not you, the password has leaked: change it at your mail provider. If it was, add the address to the allowlist.`,
      };
    }
    case 'refusals':
      return {
        subject: `${count(alert.count, 'login')} of ${account} refused`,
        text: `Since ${time(alert.since)}, ${count(alert.count, 'login')} of ${account} from ${count(alert.addresses, 'address', 'addresses')} not on its allowlist ${alert.count === 1 ? 'was' : 'were'} refused.`,
      };
    case 'entry-expiring':
      return {
        subject: `Allowlist of ${account}: ${alert.entry?.value} expires`,
        text: `${nameEntry(alert)} on the allowlist of ${account} will expire at ${time(alert.expiresAt)}. From then on it is refused, unless its expiry is changed.`,
      };
    case 'test':
      return describeTest(account);
  }
}

function describeTest(what: string): AlertText {
  return {
    subject: `Sendgate: a test for ${what}`,
    text: `This is a test: alerts about ${what} will arrive here.`,
  };
}

function nameEntry({ entry, count: entries }: DeliveredAlert): string {
  const name = entry?.remark ? `${entry.value} (${entry.remark})` : `${entry?.value}`;
  const others = (entries ?? 1) - 1;
  return others > 0 ? `${name} and ${count(others, 'other entry', 'other entries')}` : name;
}

function count(number: number | null, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

function time(milliseconds: number | null): string {
  return new Date(milliseconds ?? 0).toISOString().replace(/\.\d+Z$/, 'Z');
}
