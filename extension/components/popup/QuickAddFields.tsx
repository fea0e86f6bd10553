import type { SeenAddress } from '../../../shared/judge-address.ts';
import { MAX_REMARK_CHARACTERS } from '../../../shared/limits.ts';
import { wordMoment } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { ExpiryField } from '../ExpiryField.tsx';
import { Notice } from '../Notice.tsx';
import { Segmented } from '../Segmented.tsx';
import { TextField } from '../TextField.tsx';
import type { Act } from './offer.ts';
import type { QuickAddFieldValues } from './useQuickAdd.ts';

interface QuickAddFieldsProps extends QuickAddFieldValues {
  readonly act: Act;
  readonly seen: SeenAddress;
  readonly now: number;
}

/** The fields that a person may change before the one click. */
export function QuickAddFields(props: QuickAddFieldsProps) {
  const { act, seen, now, breadth, remark, expiry } = props;
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
      <ExpiryField expiry={expiry} now={now} onChange={props.setExpiry} />
      {act.kind !== 'extend' && (
        <TextField
          label={t('popup.remark')}
          maxLength={MAX_REMARK_CHARACTERS}
          value={remark}
          onInput={props.setRemark}
        />
      )}
    </>
  );
}
