/** The rows of the table: what every mail server has to do. */
import { WRONG_PASSWORD } from './passwords.ts';
import type { SendgateApi } from './sendgate-api.ts';
import { type Attempt, LISTED, UNLISTED } from './smtp-client.ts';
import type { FrontCertificates } from './surroundings.ts';
import type { Fault, WorkerFront } from './worker-front.ts';

/**
 * The end of a mail. undecided: Sendgate was asked and gave no verdict; unasked: it could not be
 * asked.
 */
export type Fate = 'sent' | 'refused' | 'undecided' | 'unasked' | 'bad token' | 'wrong password';

/** The path at which a mail server asks. */
export type Route = '/v1/check' | '/v1/dovecot' | '/v1/nginx-mail';

export interface Scene {
  readonly api: SendgateApi;
  readonly front: WorkerFront;
  /** The certificates that the front can present. It begins with the right one. */
  readonly certificates: FrontCertificates;
  /** A provisioned account with an empty list, which no other case has. */
  readonly login: string;
  /**
   * Sends a mail with that login and the right password, unless the attempt says otherwise. Whoever
   * holds copies has heard of all changes before.
   */
  send(attempt: Pick<Attempt, 'from'> & Partial<Attempt>): Promise<void>;
  /** Sends one at once, whatever copies there are. */
  sendNow(attempt: Pick<Attempt, 'from'> & Partial<Attempt>): Promise<void>;
  /** Does something while a fault is there. All servers that play the case see it at the same time. */
  during(fault: SceneFault, part: () => Promise<void>): Promise<void>;
}

export interface SceneFault {
  begin(scene: Scene): void | Promise<void>;
  end(scene: Scene): void | Promise<void>;
}

export interface Case {
  readonly title: string;
  /** Only servers that ask at this path play the case; absent: all do. */
  readonly askedAt?: Route;
  /** The end of each mail that the case sends. */
  readonly fates: readonly Fate[];
  play(scene: Scene): Promise<void>;
}

const IPV6 = '::1';
const OTHER_IPV6 = '2001:db8::1';

/** Everything that the Worker may say, and the end of the mail. */
export const VERDICTS: readonly Case[] = [
  {
    title: 'R1: listed',
    fates: ['sent'],
    play: (scene) => sendFromListed(scene),
  },
  {
    title: 'R1: not listed',
    fates: ['refused'],
    play: (scene) => sendWhere(scene, LISTED, { from: UNLISTED }),
  },
  {
    title: 'R1: wrong password, listed or not',
    fates: ['wrong password', 'wrong password'],
    async play(scene) {
      await sendWhere(scene, LISTED, { from: LISTED, password: WRONG_PASSWORD });
      await scene.send({ from: UNLISTED, password: WRONG_PASSWORD });
    },
  },
  {
    title: 'a login that no account can have',
    askedAt: '/v1/check',
    fates: ['refused'],
    play: ({ login, send }) => send({ from: LISTED, login: `${'x'.repeat(300)}.${login}` }),
  },
  {
    title: 'R2: an account that was never provisioned',
    fates: ['refused'],
    play: ({ login, send }) => send({ from: LISTED, login: `stranger.${login}` }),
  },
  {
    title: 'R6: list off, then on',
    fates: ['sent', 'refused'],
    async play(scene) {
      await scene.send({ from: UNLISTED });
      await sendWhere(scene, LISTED, { from: UNLISTED });
    },
  },
  {
    title: 'R9: deleted, and tried again',
    fates: ['sent', 'refused'],
    async play({ api, login, send }) {
      await api.addEntry(login, LISTED);
      const entry = await api.addEntry(login, UNLISTED);
      await send({ from: UNLISTED });
      await api.deleteEntry(login, entry);
      await send({ from: UNLISTED });
    },
  },
  {
    title: 'R14: not listed, the list observes, then enforces',
    fates: ['sent', 'refused'],
    async play({ api, login, send }) {
      await api.addEntry(login, LISTED);
      await api.setMode(login, 'observe');
      await send({ from: UNLISTED });
      await api.setMode(login, 'enforce');
      await send({ from: UNLISTED });
    },
  },
  {
    title: 'suspended, and no longer',
    fates: ['refused', 'sent'],
    async play({ api, login, send }) {
      await api.suspend(login, true);
      await send({ from: LISTED });
      await api.suspend(login, false);
      await send({ from: LISTED });
    },
  },
];

/** Logins, addresses and changes of every kind. */
const QUESTIONS: readonly Case[] = [
  {
    title: 'the login in capitals, listed and not',
    fates: ['sent', 'refused'],
    async play(scene) {
      const login = scene.login.toUpperCase();
      await sendWhere(scene, LISTED, { from: LISTED, login });
      await scene.send({ from: UNLISTED, login });
    },
  },
  {
    title: 'a login full of blanks, quotes and options, listed and not',
    fates: ['sent', 'refused'],
    async play({ api, login, send }) {
      const strange = `it's "x" -o y --url $z \\ %2B+&=?# ${login}`;
      await api.createAccount(strange);
      await api.addEntry(strange, LISTED);
      await send({ from: LISTED, login: strange });
      await send({ from: UNLISTED, login: strange });
    },
  },
  {
    title: 'three recipients, one question',
    fates: ['sent'],
    play: (scene) =>
      sendWhere(scene, LISTED, {
        from: LISTED,
        recipients: ['a@example.test', 'b@example.test', 'c@example.test'],
      }),
  },
  {
    title: 'R3: IPv6, listed',
    fates: ['sent'],
    play: (scene) => sendWhere(scene, IPV6, { from: IPV6 }),
  },
  {
    title: 'R3: IPv6, not listed',
    fates: ['refused'],
    play: (scene) => sendWhere(scene, OTHER_IPV6, { from: IPV6 }),
  },
  {
    title: 'R7: added, and tried again',
    fates: ['refused', 'sent'],
    async play(scene) {
      await sendWhere(scene, LISTED, { from: UNLISTED });
      await sendWhere(scene, UNLISTED, { from: UNLISTED });
    },
  },
  {
    title: 'R10: the last entry deleted, then a wrong password',
    fates: ['refused', 'sent', 'wrong password'],
    async play({ api, login, send }) {
      const entry = await api.addEntry(login, LISTED);
      await send({ from: UNLISTED });
      await api.deleteEntry(login, entry);
      await send({ from: UNLISTED });
      await send({ from: UNLISTED, password: WRONG_PASSWORD });
    },
  },
];

/**
 * The end of a mail while something is wrong on the way. Its account was made meanwhile, so nobody
 * has a copy of it.
 */
const ON_THE_WAY: readonly Case[] = [
  { title: 'the Worker answers 500, then right', ...answering('status-500') },
  { title: 'something answers 400 for it, then right', ...answering('status-400') },
  { title: 'the Worker answers 401, then right', ...answering('status-401') },
  { title: 'the Worker answers garbage, then right', ...answering('garbage') },
  { title: 'the Worker answers nothing, then right', ...answering('empty') },
  {
    title: 'the Worker can’t read the list, then right',
    ...answering('unreadable'),
    askedAt: '/v1/check',
  },
  { title: 'the Worker is slow, then right', ...answering('late') },
  { title: 'the token is bad, then right', ...answering('bad-token') },
  {
    title: 'the Worker is down, then back',
    ...faulty('unasked', {
      begin: ({ front }) => front.stop(),
      end: ({ front }) => front.resume(),
    }),
  },
  { title: 'a certificate of another authority, then right', ...presenting('otherAuthority') },
  { title: 'a certificate of another host, then right', ...presenting('otherHost') },
];

export const CASES: readonly Case[] = [...VERDICTS, ...QUESTIONS, ...ON_THE_WAY];

async function sendWhere(
  { api, login, send }: Scene,
  entry: string,
  attempt: Parameters<Scene['send']>[0],
): Promise<void> {
  await api.addEntry(login, entry);
  await send(attempt);
}

function sendFromListed(scene: Scene): Promise<void> {
  return sendWhere(scene, LISTED, { from: LISTED });
}

function answering(fault: Fault): Pick<Case, 'fates' | 'play'> {
  return faulty(fault === 'bad-token' ? 'bad token' : 'undecided', {
    begin({ front }) {
      front.fault = fault;
    },
    end({ front }) {
      front.fault = 'none';
    },
  });
}

function presenting(wrong: 'otherAuthority' | 'otherHost'): Pick<Case, 'fates' | 'play'> {
  return faulty('unasked', {
    begin: ({ front, certificates }) => front.present(certificates[wrong]),
    end: ({ front, certificates }) => front.present(certificates.right),
  });
}

function faulty(fate: Fate, fault: SceneFault): Pick<Case, 'fates' | 'play'> {
  return {
    fates: [fate, 'sent'],
    async play({ api, login: own, during, sendNow }) {
      const login = `new.${own}`;
      await during(fault, async () => {
        await api.createAccount(login);
        await api.addEntry(login, LISTED);
        await sendNow({ from: LISTED, login });
      });
      await sendNow({ from: LISTED, login });
    },
  };
}
