import { useId, useState } from 'preact/hooks';
import type { Account, Change } from '../../../shared/api.ts';
import { inverseOf, type ListCommand } from '../../../shared/list-command.ts';
import { MAX_INCLUDED_LISTS } from '../../../shared/list-name.ts';
import { findAttached, heldNothingElse, withChange } from '../../model/attached-list.ts';
import { t } from '../../wording/translate.ts';
import { wordWarnings } from '../../wording/warning.ts';
import { Disclosure } from '../Disclosure.tsx';
import { Notice } from '../Notice.tsx';
import type { AccountCalls } from '../operator/account-calls.ts';
import { focusHeading } from '../options/focus.ts';
import { UndoOffer } from '../UndoOffer.tsx';
import { useReading } from '../useReading.ts';
import { AttachDialog } from './AttachDialog.tsx';
import { AttachedRow } from './AttachedRow.tsx';
import { DetachDialog } from './DetachDialog.tsx';
import { ListChooser } from './ListChooser.tsx';
import type { ListCalls } from './list-calls.ts';

interface AccountListsProps {
  readonly account: Account;
  readonly endpoint: string;
  readonly client: Pick<AccountCalls, 'change' | 'preview'>;
  readonly lists: Pick<ListCalls, 'ofAccount' | 'find'>;
  readonly onChanged: (account: Account) => void;
}

type Asked = { readonly act: 'attach' | 'detach'; readonly list: string };

/** A change that can be undone for a while. */
interface Made extends Asked {
  readonly change: Change;
  readonly wasEmpty: boolean;
  /** In milliseconds since the epoch. */
  readonly until: number;
}

const UNDO_MS = 10_000;

/** The shared lists that an account includes. The operator attaches and detaches them (R20). */
export function AccountLists(props: AccountListsProps) {
  const { account, endpoint, client, lists, onChanged } = props;
  const name = account.account;
  const names = findAttached(account);
  const heading = useId();
  const { value } = useReading(() => lists.ofAccount(name), `${account.revision} ${names?.length}`);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  // An older Worker has no shared lists.
  if (names === undefined) return null;

  const take = (change: Change) => {
    setWarnings(wordWarnings(change.warnings, change.mode, 'after'));
    onChanged(withChange(account, change));
  };
  const finish = ({ act, list }: Asked, change: Change) => {
    setAsked(null);
    const wasEmpty = act === 'attach' && heldNothingElse(change, list);
    setMade({ act, list, change, wasEmpty, until: Date.now() + UNDO_MS });
    take(change);
    focusHeading(heading);
  };
  const takeBack = async ({ change, wasEmpty }: Made) => {
    const { revision } = change;
    const command = inverseOf({ revision: revision - 1, wasEmpty });
    const conditions = { revision, idempotencyKey: crypto.randomUUID() };
    const answer = await client.change(name, command, conditions);
    if (answer.ok || answer.error.kind === 'refused') setMade(null);
    if (answer.ok) take(answer.value);
    return answer.ok ? null : answer.error;
  };
  const make = (command: ListCommand, revision: number) =>
    client.change(name, command, { revision });
  const common = {
    account,
    endpoint,
    make,
    preview: (command: ListCommand) => client.preview(name, command),
  };
  return (
    <div class="stack inset">
      <h3 id={heading} tabIndex={-1}>
        {t('sharedLists.tab')}
      </h3>
      {names.length === 0 ? (
        <p class="soft">{t('sharedLists.noneAttached')}</p>
      ) : (
        <ul class="rows" aria-labelledby={heading}>
          {names.map((list) => (
            <AttachedRow
              key={list}
              list={list}
              known={value?.lists.find((one) => one.list === list)}
              onDetach={() => setAsked({ act: 'detach', list })}
            />
          ))}
        </ul>
      )}
      {warnings.map((text) => (
        <Notice key={text} tone="warn">
          {text}
        </Notice>
      ))}
      <UndoOffer offer={made} words={made ? wordMade(made) : ''} onUndo={takeBack} />
      {names.length >= MAX_INCLUDED_LISTS ? (
        <p class="small soft">{t('sharedLists.full', [MAX_INCLUDED_LISTS])}</p>
      ) : (
        <Disclosure title={t('sharedLists.attach')}>
          <ListChooser
            find={lists.find}
            endpoint={endpoint}
            without={names}
            onChoose={(list) => setAsked({ act: 'attach', list })}
          />
        </Disclosure>
      )}
      {asked?.act === 'attach' && (
        <AttachDialog
          {...common}
          list={asked.list}
          onDone={(change) => finish(asked, change)}
          onClose={() => setAsked(null)}
        />
      )}
      {asked?.act === 'detach' && (
        <DetachDialog
          {...common}
          list={asked.list}
          onDone={(change) => finish(asked, change)}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}

function wordMade({ act, list }: Made): string {
  return act === 'attach' ? t('sharedLists.attached', [list]) : t('sharedLists.detached', [list]);
}
