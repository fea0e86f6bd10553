import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import { MAX_REMARK_CHARACTERS } from '../../../shared/limits.ts';
import { wordFacts } from '../../wording/series.ts';
import { wordDate, wordMoment } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { type Expiry, ExpiryField, wordExpiryChoice } from '../ExpiryField.tsx';
import { Notice } from '../Notice.tsx';
import { Segmented } from '../Segmented.tsx';
import { TextField } from '../TextField.tsx';
import type { Act } from './offer.ts';
import type { QuickAddFieldValues } from './useQuickAdd.ts';

interface QuickAddFieldsProps extends QuickAddFieldValues {
  readonly act: Act;
  readonly seen: SeenAddress;
  readonly now: number;
  /** True if there is little room. Expiry and remark are then one line, until the person wants to change them. */
  readonly isShort: boolean;
}

/** The fields that a person may change before the one click. */
export function QuickAddFields(props: QuickAddFieldsProps) {
  const { act, seen, now, breadth, isShort } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {act.kind === 'replace' && (
        <Notice tone="warn" sign="↻">
          <b class="mono">{act.previous.value}</b>{' '}
          {t('popup.changed', [wordMoment(act.previous.createdAt, now)])}
        </Notice>
      )}
      {seen.family === 6 && (
        <div class="field">
          <Segmented
            label={t('popup.breadth')}
            value={breadth}
            options={[
              { value: 'network', text: t('popup.network') },
              { value: 'address', text: t('popup.addressOnly') },
            ]}
            onChange={props.setBreadth}
          />
          <p class="small soft">
            {breadth === 'network' ? t('popup.networkWhy') : t('popup.addressOnlyWhy')}
          </p>
        </div>
      )}
      {isShort && !isOpen ? (
        <div class="row spread terms-line">
          <span class="breaking">
            {wordFacts(wordExpiry(props.expiry), act.kind !== 'extend' && props.remark)}
          </span>
          <Button
            kind="link"
            expanded={false}
            label={t('popup.changeTermsLabel')}
            onClick={() => setOpen(true)}
          >
            {t('popup.changeTerms')}
          </Button>
        </div>
      ) : (
        <TermsFields {...props} takesFocus={isOpen} />
      )}
    </>
  );
}

function TermsFields(props: QuickAddFieldsProps & { readonly takesFocus: boolean }) {
  const { act, expiry, now, remark, takesFocus } = props;
  const place = useRef<HTMLDivElement>(null);
  // The button that opened the fields is gone, so the focus must move.
  useLayoutEffect(() => {
    if (!takesFocus) return;
    const fields = place.current;
    const field =
      fields?.querySelector<HTMLElement>('input:checked') ?? fields?.querySelector('input');
    field?.focus();
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [takesFocus]);
  return (
    <div ref={place} class="stack">
      <ExpiryField expiry={expiry} now={now} onChange={props.setExpiry} />
      {act.kind !== 'extend' && (
        <TextField
          label={t('popup.remark')}
          maxLength={MAX_REMARK_CHARACTERS}
          value={remark}
          onInput={props.setRemark}
        />
      )}
    </div>
  );
}

function wordExpiry({ choice, until }: Expiry): string {
  const isTime = choice === 'until' && !Number.isNaN(Date.parse(until));
  return isTime ? wordDate(Date.parse(until)) : wordExpiryChoice(choice);
}
