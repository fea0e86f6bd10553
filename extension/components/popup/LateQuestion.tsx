import type { ComponentProps } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { QuestionDialog } from '../panel/QuestionDialog.tsx';

/**
 * The dialog that asks before a change. Its code is loaded when it is asked for: the popup opens sooner without it. It
 * is a file of the extension, so it is there within a moment and needs no network.
 */
export function LateQuestion(props: ComponentProps<typeof QuestionDialog>) {
  const [loaded, setLoaded] = useState<{ readonly Dialog: typeof QuestionDialog } | null>(null);
  useEffect(() => {
    void import('../panel/QuestionDialog.tsx').then((part) =>
      setLoaded({ Dialog: part.QuestionDialog }),
    );
  }, []);
  return loaded && <loaded.Dialog {...props} />;
}
