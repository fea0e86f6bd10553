/**
 * An IAM policy that denies Amazon SES to other addresses and grants nothing. A request without
 * aws:SourceIp, as through a VPC endpoint, is denied while the list is on.
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

/** When to deny; always, where there is no condition. */
function conditionOf({ admits, segments }: Enforcement): object | undefined {
  switch (admits) {
    case 'listed':
      return { NotIpAddress: { 'aws:SourceIp': segments } };
    case 'no-one':
      return undefined;
    case 'anyone':
      // Never fulfilled. NotIpAddress alone would be, where the request has no address.
      return {
        NotIpAddress: { 'aws:SourceIp': ['0.0.0.0/0', '::/0'] },
        Null: { 'aws:SourceIp': 'false' },
      };
  }
}
