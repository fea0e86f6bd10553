/**
 * Writes an IAM policy that denies Amazon SES to all other addresses and grants nothing. A request through a
 * VPC endpoint has no aws:SourceIp; the policy denies it while the list is on.
 */
import { type Enforcement, enforcementOf } from './enforcement.ts';
import type { ExportSource } from './export-source.ts';

export function renderAwsIam(source: ExportSource, now: number): string {
  const enforcement = enforcementOf(source, now);
  const condition = conditionOf(enforcement);
  const statement = {
    Sid: `SendgateRevision${source.revision}`,
    Effect: 'Deny',
    Action: 'ses:Send*',
    Resource: '*',
    ...(condition && { Condition: condition }),
  };
  return `${JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2)}\n`;
}

/** Returns the condition for the denial. Without a condition the policy always denies. */
function conditionOf({ admits, segments }: Enforcement): object | undefined {
  switch (admits) {
    case 'listed':
      return { NotIpAddress: { 'aws:SourceIp': segments } };
    case 'no-one':
      return undefined;
    case 'anyone':
      // This condition is never met. NotIpAddress alone would be met by a request that has no address.
      return {
        NotIpAddress: { 'aws:SourceIp': ['0.0.0.0/0', '::/0'] },
        Null: { 'aws:SourceIp': 'false' },
      };
  }
}
