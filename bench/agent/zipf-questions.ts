/** Allowed questions about many accounts, of which a few are asked about most of the time. */
import { randomFrom } from '../random.ts';
import { type AccountList, questionsAbout, type SendingQuestion } from '../sending-questions.ts';
import { ZipfLaw } from '../zipf-law.ts';

const QUESTIONS = 50_000;

export function zipfQuestions(lists: readonly AccountList[]): SendingQuestion[] {
  const random = randomFrom(1);
  const law = new ZipfLaw(lists.length);
  // In each turn all accounts are asked about once, so the questions of an account are `lists.length` apart.
  const allowed = questionsAbout(lists).filter((question) => question.allowed);
  const turns = allowed.length / lists.length;
  return Array.from({ length: QUESTIONS }, () => {
    const turn = Math.floor(random() * turns);
    const question = allowed[turn * lists.length + law.sample(random())];
    if (question === undefined) throw new Error('no such question');
    return question;
  });
}
