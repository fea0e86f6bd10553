import type { ListedMode } from '../../shared/allowlist.ts';
import { t } from '../wording/translate.ts';
import { Segmented } from './Segmented.tsx';

interface StartModeProps {
  readonly start: ListedMode;
  readonly onChange: (start: ListedMode) => void;
}

/** How a list that is off begins (R14); what that means is said beside it. */
export function StartMode({ start, onChange }: StartModeProps) {
  return (
    <Segmented
      label={t('start.label')}
      value={start}
      options={[
        { value: 'enforce', text: t('start.enforce') },
        { value: 'observe', text: t('start.observe') },
      ]}
      onChange={onChange}
    />
  );
}
