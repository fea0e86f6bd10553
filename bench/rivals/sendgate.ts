/** The Worker in raw workerd. It is asked in the same way as by the plugin of a mail server. */
import { httpAnswers, httpQuestion } from '../http.ts';
import { Provisioner } from '../provision.ts';
import type { AccountList } from '../sending-questions.ts';
import { startWorkerd, type Workerd } from '../workerd.ts';
import type { Rival } from './rival.ts';

export const sendgate: Rival = {
  name: 'Sendgate, GET /v1/check',
  async start(lists) {
    const { workerd, relayToken } = await startProvisioned(lists);
    return {
      pid: workerd.pid,
      port: workerd.ports.sendgate,
      ask: ({ account, address }) =>
        httpQuestion({
          path: `/v1/check?${new URLSearchParams({ account, address })}`,
          headers: { Authorization: `Bearer ${relayToken}` },
        }),
      protocol: httpAnswers(200),
      allows: '"verdict":"allow"',
      [Symbol.asyncDispose]: () => workerd[Symbol.asyncDispose](),
    };
  },
};

/** Starts a Worker that has the lists. It also returns a relay token. */
async function startProvisioned(
  lists: readonly AccountList[],
): Promise<{ workerd: Workerd; relayToken: string }> {
  await using started = new AsyncDisposableStack();
  const workerd = started.use(await startWorkerd());
  const provisioner = new Provisioner(workerd.ports.sendgate);
  for (const { account, addresses, segments } of lists) {
    await provisioner.account(account);
    await provisioner.list(account, 'address', addresses);
    await provisioner.list(account, 'segment', segments);
  }
  const relayToken = await provisioner.relayToken();
  started.move();
  return { workerd, relayToken };
}
