import type { UnreadableAccount } from '../../model/listed-account.ts';
import { showStatus } from '../../wording/access-status.ts';
import { Chip } from '../Chip.tsx';

/** A row for an account that can't be read. Nothing can be done with it, but the other accounts are still shown. */
export function UnreadableRow({ account }: Pick<UnreadableAccount, 'account'>) {
  return (
    <tr>
      <td>
        <span class="breaking">{account}</span>
      </td>
      <td colSpan={2}>
        <Chip {...showStatus('trouble')} />
      </td>
    </tr>
  );
}
