/** Writes a CAM policy that denies Tencent Cloud SES to all other addresses and grants nothing. */
import { type Enforcement, enforcementOf } from './enforcement.ts';
import type { ExportSource } from './export-source.ts';

export function renderTencentCam(source: ExportSource, now: number): string {
  const addresses = addressesOf(enforcementOf(source, now));
  const statement = {
    effect: 'deny',
    action: ['ses:SendEmail', 'ses:BatchSendEmail'],
    resource: ['*'],
    ...(addresses && { condition: { ip_not_equal: { 'qcs:ip': addresses } } }),
  };
  return `${JSON.stringify({ version: '2.0', statement: [statement] }, null, 2)}\n`;
}

/** Returns the addresses that are not denied. Without a condition the policy denies everyone. */
function addressesOf({ admits, segments }: Enforcement): readonly string[] | undefined {
  if (admits === 'no-one') return undefined;
  return admits === 'anyone' ? ['0.0.0.0/0', '::/0'] : segments;
}
