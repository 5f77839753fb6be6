import { type Hold } from '../account.ts';
import { type AccountFile, type FileEntry, type FileNote, type FileTask } from './account-file.ts';

/** What says why somebody is to be treated with care, rather than that chasing pauses. */
const care = { hold: 'vulnerable', task: 'distress', outcome: 'hardship', note: 'care', cause: 'hardship' } as const;

function plainHold(hold: Hold): Hold {
  return hold.reason === care.hold ? { ...hold, reason: 'manual', source: '' } : hold;
}

function plainTask(task: FileTask): FileTask {
  return task.kind === care.task ? { ...task, kind: 'human', reason: '' } : task;
}

/** A call in which it was told keeps that it took place. */
function plainEntry(entry: FileEntry): FileEntry {
  return entry.reason === care.outcome ? { ...entry, reason: null, text: '' } : entry;
}

function isPlainNote({ kind }: FileNote): boolean {
  return kind !== care.note;
}

/**
 * The file as one may see it who must not know why somebody needs care: that chasing pauses, until when, and what it pauses stay;
 * figures are the same.
 */
export function visibleFile(file: AccountFile, seesCare: boolean): AccountFile {
  if (seesCare) return { ...file, care: 'shown' };
  const { account, case: known, explanation } = file;
  return {
    ...file,
    account: { ...account, holds: account.holds.map(plainHold) },
    case: {
      ...known,
      causes: known.causes.filter((cause) => cause !== care.cause),
      requestsWaiting: known.requestsWaiting.filter(({ kind }) => kind !== care.task),
    },
    explanation: explanation.map((line) =>
      line.kind === 'not' && line.detail.includes(care.hold) ? { ...line, detail: '' } : line,
    ),
    tasks: file.tasks.map(plainTask),
    notes: file.notes.filter(isPlainNote),
    timeline: file.timeline.map(plainEntry),
    care: 'kept-back',
  };
}
