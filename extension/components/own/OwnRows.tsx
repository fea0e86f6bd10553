import { useState } from 'preact/hooks';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { useNow } from '../useNow.ts';
import { missesIpv4 } from './find-own-offer.ts';
import { OtherFamilyDialog } from './OtherFamilyDialog.tsx';
import { OwnRow } from './OwnRow.tsx';
import type { OwnAdding } from './own-adding.ts';

interface OwnRowsProps {
  readonly adding: OwnAdding;
  readonly canChange: boolean;
  readonly isBusy: boolean;
  /** The time at which somebody asked for these rows. Null if nobody did. */
  readonly wantedAt: number | null;
  /** Called once the rows have the focus for that. */
  readonly onShown: () => void;
  readonly onExtend: (entryId: string) => void;
  readonly onEntry: (entryId: string) => void;
  /** Absent if there is no other account. */
  readonly onEverywhere: (() => void) | undefined;
  readonly onOptions: () => void;
}

/** The addresses of this browser, and whether each may send. They stand above the list, wherever it is scrolled to. */
export function OwnRows(props: OwnRowsProps) {
  const { adding, canChange, onOptions } = props;
  const [isExplaining, setExplaining] = useState(false);
  const now = useNow(30_000);
  if (adding.addresses.length === 0) return null;
  return (
    <section class="own" aria-label={t('own.title')}>
      {adding.addresses.map((seen, index) => (
        <OwnRow
          {...props}
          key={seen.family}
          seen={seen}
          now={now}
          wantedAt={index === 0 ? props.wantedAt : null}
        />
      ))}
      {missesIpv4(adding.addresses) && (
        <p class="own-note small soft">
          {t('own.onlyIpv6')}{' '}
          <Button kind="link" label={t('own.howLabel')} onClick={() => setExplaining(true)}>
            {t('own.how')}
          </Button>
        </p>
      )}
      {isExplaining && (
        <OtherFamilyDialog
          onAdd={
            canChange
              ? () => {
                  setExplaining(false);
                  adding.openForm();
                }
              : undefined
          }
          onOptions={onOptions}
          onClose={() => setExplaining(false)}
        />
      )}
    </section>
  );
}
