/** Asks a rival, and looks at its answers. */
import { Load, type Protocol } from '../load.ts';
import { steadyMoments } from '../moments.ts';
import type { SendingQuestion } from '../sending-questions.ts';
import type { RunningRival } from './rival.ts';

const CONNECTIONS = 16;
/** A load far below the limit of each of them. */
const CALM_PER_SECOND = 500;

export function loadOf(
  { port, ask, protocol, keepsConnections = true }: Omit<RunningRival, keyof AsyncDisposable>,
  asked: readonly SendingQuestion[],
  connections = CONNECTIONS,
): Promise<Load> {
  const questions = asked.map(ask);
  return Load.connect({ port, protocol, questions, connections, reconnects: !keepsConnections });
}

/** Asks each question once and checks the answer. */
export async function expectRightAnswers(
  name: string,
  rival: RunningRival,
  questions: readonly SendingQuestion[],
): Promise<void> {
  for (const allowed of [true, false]) {
    const asked = questions.filter((question) => question.allowed === allowed);
    let right = 0;
    const protocol = {
      endOf(received: Buffer, from: number) {
        const end = rival.protocol.endOf(received, from);
        if (end >= 0 && received.subarray(from, end).includes(rival.allows) === allowed) right++;
        return end;
      },
    };
    using load = await loadOf({ ...rival, protocol }, asked);
    await load.pace(steadyMoments(CALM_PER_SECOND, (asked.length * 1_000) / CALM_PER_SECOND));
    if (right !== asked.length) {
      const verdict = allowed ? 'allowed' : 'refused';
      throw new Error(`${name} ${verdict} ${right} of ${asked.length} that are to be ${verdict}`);
    }
  }
}

/** The protocol of which every answer must allow. */
export function allowingOnly({
  protocol,
  allows,
}: Pick<RunningRival, 'protocol' | 'allows'>): Protocol {
  return {
    endOf(received, from) {
      const end = protocol.endOf(received, from);
      if (end >= 0 && !received.subarray(from, end).includes(allows))
        throw new Error(`this does not allow: ${received.toString('latin1', from, end)}`);
      return end;
    },
  };
}
