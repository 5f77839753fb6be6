/** What somebody does next about a task, by its kind; `{id}` is the task's. */
const steps: Readonly<Record<string, string>> = {
  call: 'call with the script (tasks -- show {id} --out script.pdf), then: npm run called -- {id} --outcome ... --as HANDLE',
  'post-letter':
    'print and post the letter (tasks -- show {id} --out letter.pdf), then: tasks -- done {id} --as HANDLE [--tracking NUMBER]',
  'first-presentation':
    'look up the letter’s tracking, then: tasks -- done {id} --as HANDLE --presented delivered|refused|unclaimed|unknown-address --on DAY',
  'default-notice':
    'print and post the letter (tasks -- show {id} --out letter.pdf), then: tasks -- done {id} --as HANDLE [--on DAY]; its days begin then',
  'hand-over': 'hand the dossier over, then: tasks -- done {id} --as HANDLE --note "to whom"',
  'address-check': 'find the right address or number, have it corrected in the accounts, then: tasks -- done {id}',
  'sales-told': 'nothing, or hold it back once: npm run pause -- REFERENCE --days N --reason "..." --as HANDLE',
  'tell-answer': 'tell them the answer that tasks -- show {id} gives, by letter or in a call, then: tasks -- done {id}',
  'offer-plan':
    'the terms wait for them in the chat, and this ends when they confirm; where they do not write, tell them, or: tasks -- done {id}',
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
  'ask-payer': 'ask the payer that tasks -- show {id} names, then: tasks -- done {id}',
  'sales-owner':
    'tell the sales owner, who may hold it back once: npm run pause -- REFERENCE --days N --reason "..." --as HANDLE; then: tasks -- done {id}',
  decision: 'decide what happens to the account (hand over, write off, wait), then: tasks -- done {id} --note "..."',
  'declare-claim':
    'declare the claim to the mandataire judiciaire before the day above (C. com. L622-24), then: tasks -- done {id} --note "sent on ..."',
  'answer-commission':
    'answer the commission de surendettement before the day above (C. conso. R723-3), then: tasks -- done {id} --note "sent on ..."',
  'declare-claim-soon': 'the days to declare the claim run out: see its task, and declare it',
  'answer-commission-soon': 'the days to answer the commission run out: see its task, and answer',
  'insurer-claim-soon':
    'tell the insurer of the unpaid invoices before the day above, or the cover is lost, then: tasks -- done {id}',
  'extension-ending':
    'ask the insurer before an invoice is granted more time than the cover allows, then: tasks -- done {id}',
  'limitation-soon':
    'have the debt acknowledged or the claim brought before the day above; after it nothing may be asked; then: tasks -- done {id}',
  'proceedings-ended': 'read the judgment: what it leaves payable is for a person to say, then: tasks -- done {id}',
  'plan-frozen': 'the plan stopped with the proceedings: declare what it covered, then: tasks -- done {id}',
  'ask-reference':
    'ask for the number of the proceedings, never for papers by chat, then: npm run import -- --events FILE',
  'debtor-closed': 'find out who answers for the account now, then: tasks -- done {id}',
  'address-changed': 'have the new address entered in the accounts, then: tasks -- done {id}',
  'manager-changed': 'have the new manager entered as contact in the accounts, then: tasks -- done {id}',
  'plan-notice':
    'tell them of the next instalment by letter or in a call: no address can be written to; then: tasks -- done {id}',
  'unmatched-payment':
    'find out whose money it is, then, with the id that tasks -- show {id} calls unmatched: npm run unmatched -- place ID --debtor REFERENCE, or dismiss ID --note "..."',
  'payment-returned': 'tell them that the payment came back, and ask how they would pay, then: tasks -- done {id}',
  'accounts-differ': 'find out which is right and mend it in the accounts, then: tasks -- done {id}',
  reopened: 'find out why the accounts have it open again, then: tasks -- done {id}',
  'contact-change': 'ask them back at an address of record, have it entered in the accounts, then: tasks -- done {id}',
  'director-confirms': 'have the director confirm at an address of record, then: tasks -- done {id}',
  'undo-review': 'see what they want undone and decide with them, then: tasks -- done {id}',
  document: 'send them the document they asked for, then: tasks -- done {id}',
  'account-broken': 'the account contradicts itself: find what was imported wrongly, then: tasks -- done {id}',
  'text-problem': 'mend the text it names (npm run policy -- text), then: tasks -- done {id}',
  'sending-stopped': 'find out why so many failed or said STOP, then: npm run escalate -- resume --as HANDLE',
  'entry-unreplaced': 'book it in the accounts, or take it back (npm run book -- withdraw), then: tasks -- done {id}',
};

/** What to do next about a task of that kind. */
export function nextStep(kind: string, id: string): string {
  return (steps[kind] ?? 'look into it, then: tasks -- done {id} --as HANDLE').replaceAll('{id}', id);
}
