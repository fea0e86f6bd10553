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

const BEGIN = '<!-- begin: made by `npm run reliability` from test/faults/expected.ts -->';
const END = '<!-- end -->';
const COLUMNS: readonly FaultQuestion[] = ['listed', 'added', 'unlisted', 'removed', 'expired'];
const OUTCOMES: readonly ExpectedVerdict[] = ['allow', 'deny', 'unavailable'];
const faults: readonly ExpectedFault[] = Object.values(FAULTS);

/** Returns the document with the right tables. Throws if the document has no place for them. */
export function withTables(document: string): string {
  const [before, rest, ...others] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined || others.length > 0)
    throw new Error(
      'docs/reliability.md has not the one pair of marks that the tables stand between',
    );
  const tables = [checks(), protocols(), management(), needs()];
  return `${before}${BEGIN}\n\n${tables.join('\n\n')}\n\n${END}${after}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const shown = (outcome: ExpectedVerdict) => (outcome === 'unavailable' ? '*fail mode*' : outcome);

function checks(): string {
  const head = ['an address that is …', ...COLUMNS.map((question) => QUESTIONS[question])];
  const rows = faults.map(({ title, checks: { default: usual, strict, unknown } }) => [
    title,
    ...COLUMNS.map((question) => {
      const [is, strictly] = [usual[question], strict[question]];
      return is === strictly ? shown(is) : `${shown(is)}; strict: ${shown(strictly)}`;
    }),
    shown(unknown),
  ]);
  return `### What a check gets\n\n${table([...head, 'no account’s login'], rows)}`;
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
