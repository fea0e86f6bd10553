/**
 * Makes the tables of docs/reliability.md from the expectations that test/faults holds the Worker
 * to.
 */
import {
  ANSWERS,
  type ExpectedFault,
  type ExpectedManagement,
  type ExpectedVerdict,
  FAULTS,
  type FaultQuestion,
  MANAGEMENT,
  NEEDS,
  QUESTIONS,
  RESULTS,
  type Words,
} from '../faults/expected.ts';
import {
  type ExpectedSharedFault,
  type FaultPlace,
  SHARED_CALLS,
  SHARED_FAULTS,
  UNREACHABLE,
} from '../faults/expected-shared.ts';

const BEGIN = '<!-- begin: made by `npm run reliability` from test/faults/expected.ts -->';
const END = '<!-- end -->';
const COLUMNS: readonly FaultQuestion[] = ['listed', 'added', 'unlisted', 'removed', 'expired'];
const OUTCOMES: readonly ExpectedVerdict[] = ['allow', 'deny', 'unavailable'];
const faults: readonly ExpectedFault[] = Object.values(FAULTS);
const sharedFaults: readonly ExpectedSharedFault[] = Object.values(SHARED_FAULTS);

/** Returns the document with the right tables. Throws if the document has no place for them. */
export function withTables(document: string): string {
  const [before, rest, ...others] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined || others.length > 0)
    throw new Error(
      'docs/reliability.md has not the one pair of marks that the tables stand between',
    );
  const tables = [
    checks(),
    byList(),
    byDomain(),
    protocols(),
    management(),
    needs(),
    sharedCalls(),
  ];
  return `${before}${BEGIN}\n\n${tables.join('\n\n')}\n\n${END}${after}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const shown = (outcome: ExpectedVerdict) => (outcome === 'unavailable' ? '*fail mode*' : outcome);

const cellOf = (usual: ExpectedVerdict, strict: ExpectedVerdict) =>
  usual === strict ? shown(usual) : `${shown(usual)}; strict: ${shown(strict)}`;

function checks(): string {
  const head = ['an address that is …', ...COLUMNS.map((question) => QUESTIONS[question])];
  const rows = faults.map(({ title, checks: { default: usual, strict, unknown } }) => [
    title,
    ...COLUMNS.map((question) => cellOf(usual[question], strict[question])),
    shown(unknown),
  ]);
  return `### What a check gets\n\n${table([...head, 'no account’s login'], rows)}`;
}

/** What a check gets for an address that stands on an included list alone. */
function byList(): string {
  const objects = { own: 'the account’s object', shared: 'the list’s object' };
  const head = ['an address that on the list is …', ...COLUMNS.map((name) => QUESTIONS[name])];
  const rows = sharedFaults.map((fault) => {
    const { including, own } = fault;
    const cells = COLUMNS.map((name) => cellOf(including.default[name], including.strict[name]));
    return [titleOf(fault, objects), ...cells, cellOf(own.default, own.strict)];
  });
  const lines = table([...head, 'on the account’s own list'], rows);
  return `### What a check gets by a shared list\n\n${lines}`;
}

/** What a check gets for a login that has no account of its own, but one of its domain. */
function byDomain(): string {
  const objects = { own: 'the login’s own object', shared: 'the domain’s object' };
  const head = [
    'an address that on the domain’s list is …',
    ...COLUMNS.map((name) => QUESTIONS[name]),
  ];
  const rows = sharedFaults.map((fault) => {
    const { default: usual, strict } = fault.ofDomain;
    return [titleOf(fault, objects), ...COLUMNS.map((name) => cellOf(usual[name], strict[name]))];
  });
  return `### What a login without an account gets by the account of its domain\n\n${table(head, rows)}`;
}

function titleOf(
  { title, at }: ExpectedSharedFault,
  objects: Readonly<Record<FaultPlace, string>>,
) {
  return at === undefined ? title : `${objects[at]}: ${title}`;
}

function protocols(): string {
  const rows = Object.entries<Words>(ANSWERS).map(([protocol, words]) => [
    `\`${protocol}\``,
    ...OUTCOMES.map((outcome) =>
      outcome === 'deny' && words.denyNobody !== undefined
        ? `${words.deny}; no account’s token: ${words.denyNobody}`
        : words[outcome],
    ),
  ]);
  const head = ['asked by', ...OUTCOMES.map(shown)];
  return `### How each way of asking is told, with \`FAIL_MODE\` closed\n\n${table(head, rows)}`;
}

function management(): string {
  const columns = NEEDS.filter((need) => need !== 'nothing');
  const cell = ({ read, change }: ExpectedManagement) =>
    read === change ? RESULTS[read] : `reads: ${RESULTS[read]}; changes: ${RESULTS[change]}`;
  const rows = faults.map((fault) => [
    fault.title,
    ...columns.map((need) => cell(fault.management[need])),
  ]);
  const head = ['a call that needs the …', ...columns];
  return `### What every other call gets, and leaves behind\n\n${table(head, rows)}`;
}

function needs(): string {
  const rows = NEEDS.map((need) => [
    need,
    [
      ...new Set(
        MANAGEMENT.filter(([, needed]) => needed === need).map(([name, , holder]) =>
          holder ? `\`${name}\` of a ${holder}` : `\`${name}\``,
        ),
      ),
    ].join(', '),
  ]);
  return `### What each of them needs\n\n${table(['needs', 'calls'], rows)}`;
}

function sharedCalls(): string {
  const places = {
    kv: 'KV',
    account: 'account’s object',
    list: 'list’s object',
    domain: 'domain’s object',
    directory: 'directory',
  };
  const rows = Object.entries(SHARED_CALLS).map(([call, results]) => [
    call,
    ...UNREACHABLE.map((place) => RESULTS[results[place]]),
  ]);
  const head = ['cannot be reached:', ...UNREACHABLE.map((place) => places[place])];
  return `### What a call about a shared list or a login of a domain gets\n\n${table(head, rows)}`;
}
