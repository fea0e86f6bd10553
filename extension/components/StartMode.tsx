import type { ListedMode } from '../../shared/allowlist.ts';
import { t } from '../wording/translate.ts';
import { Segmented } from './Segmented.tsx';

interface StartModeProps {
  readonly start: ListedMode;
  readonly onChange: (start: ListedMode) => void;
}

/** Asks in which mode a list that is off begins (R14). The text beside it explains the modes. */
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
