import type { UnreadableAccount } from '../../model/listed-account.ts';
import { showStatus } from '../../wording/access-status.ts';
import { Chip } from '../Chip.tsx';

/** Nothing can be done with an account that can’t be read; the others are there all the same. */
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
