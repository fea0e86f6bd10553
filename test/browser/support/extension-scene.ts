/**
 * The surroundings of an admin: Chromium with the extension, the deployment, and the consoles. They
 * are empty at the start of each test.
 */
import { afterAll, beforeAll, beforeEach, expect, inject } from 'vitest';
import type { SendgateServer } from '../../../local/server.ts';
import type { AccountRole } from '../../../shared/api.ts';
import { Chromium, type Look } from './chromium.ts';
import { describeBrowser } from './describe-browser.ts';
import {
  type Access,
  connectionOf,
  giveAccess,
  openSite,
  operatorConnection,
  type Site,
} from './site.ts';

export interface ExtensionScene extends Site {
  readonly chromium: Chromium;
  /** Makes a new account with these addresses on its list, and connects the extension to it. */
  connect(role?: AccountRole, ...values: string[]): Promise<Access>;
  /** Connects the extension with the operator's own token. Popup and panel offer these accounts. */
  connectOperator(...accounts: string[]): Promise<void>;
}

export interface DeskOptions extends Look {
  /** The build of the extension; absent: this version's. */
  readonly build?: string;
  /** What it takes that is not there. */
  readonly wants?: string | undefined;
  /** Absent: this version's Worker, which all desks share. */
  readonly startWorker?: () => Promise<Pick<SendgateServer, 'url' | 'operatorToken' | 'close'>>;
}

export function describeExtension(
  name: string,
  tests: (scene: () => ExtensionScene) => void,
  options?: DeskOptions,
): void {
  describeBrowser(
    'Chromium',
    name,
    () => {
      let opened: ExtensionScene | undefined;
      const scene = () => {
        if (opened === undefined) throw new Error('the browser has not started');
        return opened;
      };
      beforeAll(async () => {
        opened = await openExtensionScene(options);
      });
      beforeEach(async () => {
        scene().front.reset();
        await scene().chromium.reset();
      });
      afterAll(() => opened?.[Symbol.asyncDispose]());
      tests(scene);
    },
    options?.wants,
  );
}

/**
 * Waits until the background has read a new place. A later reading would be news to the pages of a
 * test.
 */
async function untilRead(chromium: Chromium, place: string): Promise<void> {
  for (const kept of ['snapshot', 'list', 'told-alert']) {
    await expect.poll(() => chromium.kept(`${kept}:${place}`)).toBeDefined();
  }
}

async function openExtensionScene({
  build = inject('chromeBuild'),
  startWorker,
  wants: _,
  ...look
}: DeskOptions = {}): Promise<ExtensionScene> {
  await using opened = new AsyncDisposableStack();
  const worker = await startWorker?.();
  opened.defer(() => worker?.close());
  const { url, operatorToken } = worker ?? {
    url: inject('workerUrl'),
    operatorToken: inject('operatorToken'),
  };
  const site = opened.use(await openSite(url, operatorToken));
  const chromium = opened.use(await Chromium.launch({ ...look, build, console: site.console }));
  const kept = opened.move();
  return {
    ...site,
    chromium,
    async connect(role = 'manager', ...values) {
      const access = await giveAccess(site, role);
      if (values.length > 0) {
        await site.operator.add(access.account, { format: 'address', values });
      }
      await chromium.keep({ connections: [connectionOf(site, access)] });
      await untilRead(chromium, `deployment:${access.account}`);
      return access;
    },
    async connectOperator(...accounts) {
      await chromium.keep({ connections: [{ ...operatorConnection(site), accounts }] });
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
