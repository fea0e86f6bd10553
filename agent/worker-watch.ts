/** Watches what comes of the questions to the Worker. An outage has a line at its beginning and one at its end. */
import type { LogFields } from '../worker/platform/log.ts';
import type { Checked, WorkerQuestion } from './worker-client/worker-client.ts';

export class WorkerWatch {
  readonly counts: Record<Checked['kind'], number> = {
    decision: 0,
    'bad-token': 0,
    'bad-question': 0,
    'rate-limited': 0,
    unreachable: 0,
  };
  readonly #log: (event: string, fields: LogFields) => void;
  readonly #changed: () => void;
  #standing: 'answers' | 'away' | 'refuses' = 'answers';
  #missed = 0;

  /** `changed` is called when the Worker begins to refuse the token, and when it answers again. */
  constructor(log: (event: string, fields: LogFields) => void, changed: () => void) {
    this.#log = log;
    this.#changed = changed;
  }

  of(
    check: (question: WorkerQuestion) => Promise<Checked>,
  ): (question: WorkerQuestion) => Promise<Checked> {
    return async (question) => {
      const checked = await check(question);
      this.counts[checked.kind]++;
      this.#note(checked);
      return checked;
    };
  }

  #note(checked: Checked): void {
    switch (checked.kind) {
      case 'unreachable':
        this.#missed++;
        this.#change('away', 'worker-away', { cause: checked.cause });
        return;
      case 'bad-token':
        this.#change('refuses', 'worker-refuses-token', { cause: checked.problem.detail });
        return;
      case 'rate-limited':
        return;
      case 'decision':
      case 'bad-question':
        this.#change('answers', 'worker-back', { missed: this.#missed });
        this.#missed = 0;
    }
  }

  #change(standing: 'answers' | 'away' | 'refuses', event: string, fields: LogFields): void {
    if (this.#standing === standing) return;
    this.#standing = standing;
    this.#log(event, fields);
    if (standing !== 'away') this.#changed();
  }
}
