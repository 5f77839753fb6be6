/** What somebody does next about a task, by its kind; `{id}` is the task's. */
const steps: Readonly<Record<string, string>> = {
  call: 'call with the script (tasks -- show {id} --out script.pdf), then: npm run called -- {id} --outcome ... --as HANDLE',
  'post-letter':
    'print and post the letter (tasks -- show {id} --out letter.pdf), then: tasks -- done {id} --as HANDLE [--tracking NUMBER]',
  'first-presentation':
    'look up the letter’s tracking, then: tasks -- done {id} --as HANDLE --presented delivered|refused|unclaimed|unknown-address --on DAY',
  'default-notice':
    'post the letter that tasks -- show {id} gives, then: tasks -- done {id} --as HANDLE [--on DAY]; its days begin then',
  'hand-over': 'hand the dossier over, then: tasks -- done {id} --as HANDLE --note "to whom"',
  'address-check': 'find the right address or number, have it corrected in the accounts, then: tasks -- done {id}',
  'sales-told': 'nothing, or hold it back once: npm run pause -- REFERENCE --days N --reason "..." --as HANDLE',
  'tell-answer': 'tell them the answer that tasks -- show {id} gives, by letter or in a call, then: tasks -- done {id}',
  'offer-plan': 'propose the approved terms to them, who confirm them in the chat, then: tasks -- done {id}',
  dispute: 'look into it, then: npm run dispute -- decide ID --accept|--part AMOUNT|--reject --note "..." --as HANDLE',
  check:
    'look for the payment or the paper; enter what is found (npm run book, npm run import), then: tasks -- done {id}',
  'check-ended': 'it was not found in time: call them, then: tasks -- done {id}',
  'plan-review':
    'decide on the terms, then: tasks -- ask {id} --as HANDLE for a manager’s approval, or tasks -- done {id}',
  'promise-review': 'decide on the date with them, then: tasks -- done {id}',
  'plan-late': 'call them; where nothing comes: npm run default -- PLAN --notice --as HANDLE',
  callback: 'call them back, then: npm run called -- {id} --outcome ... --as HANDLE',
  human: 'answer them, then: tasks -- done {id}',
  distress: 'call them, with care and without asking for money, then: tasks -- done {id}',
  undelivered: 'find out at the carrier whether it arrived, then: tasks -- done {id}',
  'pre-due-check':
    'check due date, order number, delivery note, terms, mentions and payables contact, then: tasks -- done {id}',
  'no-policy': 'say which policy holds for it, or sign one (npm run policy), then: tasks -- done {id}',
  'entry-unreplaced': 'book it in the accounts, or take it back (npm run book -- withdraw), then: tasks -- done {id}',
};

/** What to do next about a task of that kind. */
export function nextStep(kind: string, id: string): string {
  return (steps[kind] ?? 'look into it, then: tasks -- done {id} --as HANDLE').replaceAll('{id}', id);
}
