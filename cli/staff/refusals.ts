/** Why nothing was done, and what to do about it. */
const words: Readonly<Record<string, string>> = {
  'unknown-person': 'there is nobody of that handle (npm run staff -- list); say who does it: --as HANDLE',
  'disabled-person': 'that person has left and does nothing more',
  'not-allowed': 'that person’s role does not allow it (docs/staff.md)',
  'same-person': 'who asked may not approve it: another person must',
  unknown: 'there is nothing of that id',
  'already-decided': 'it was decided before',
  'note-missing': 'say why: --note "..."',
  'reason-missing': 'say why: --reason "..."',
  'not-posted': 'the written notice was not posted yet: close its task first (npm run tasks)',
  'too-early':
    'its day has not come: the notice’s days run, or the sales owner was told less than two working days ago or paused it',
  'administrator-first': 'the first person is an administrator: --roles administrator',
  'handle-taken': 'somebody has that handle',
  'directory-taken': 'somebody has that id of the directory',
  yourself: 'nobody disables themselves: another administrator must',
  'unknown-debtor': 'there is no such debtor',
  'already-blocked': 'the account is blocked already',
  'asked-before': 'it was asked before and waits (npm run approvals)',
  'not-blocked': 'the account is not blocked',
  essential: 'the creditor supplies an essential service: nobody is blocked',
  parked: 'the account waits for a person to look at it',
  disputed: 'something of the account is contested or being looked into',
  promised: 'a promise runs',
  planned: 'a plan runs',
  vulnerable: 'the person needs care: nothing is blocked',
  'nothing-late': 'nothing of the account is late',
  'sales-pause': 'the sales owner has paused it',
  'not-own-account': 'only the sales owner of the account may pause it',
  'nothing-told': 'nothing is announced that could be paused',
  'days-out-of-range': 'a pause lasts 1 to 5 working days',
  'paused-before': 'this step was paused before: once only',
  'not-paused': 'nothing is paused',
  'done-before': 'it was done before',
  'use-called': 'say how the call ended: npm run called -- ID --outcome ...',
  'use-unmatched':
    'say whose money it is: npm run unmatched -- place ID --debtor REFERENCE, or dismiss ID --note "..."',
  'tracking-missing': 'say the number of the registered letter: --tracking NUMBER',
  'no-consent':
    'nobody of theirs agreed to electronic registered letters: post it, or record their consent first (npm run consent)',
  'unknown-address': 'the debtor has no such e-mail address',
  'presentation-missing': 'say how it was presented: --presented delivered|refused|unclaimed|unknown-address --on DATE',
  'date-in-future': 'the day is in the future',
  'not-approved': 'the letter may not leave: it was not approved, or was withdrawn since',
  'no-file': 'there is no file with it',
  'account-changed': 'the account changed since it was drawn: it was withdrawn, nothing is to be posted',
  'no-call': 'that is no call',
  'decided-before': 'the dispute was decided before',
  'amount-out-of-range': 'a part is more than nothing and less than what is contested',
  'other-currency': 'the amount is in another currency',
  'beyond-clerk': 'it is more than a clerk gives up alone: a manager must',
  'waived-before': 'it was waived before',
  'paid-in-part': 'something of it was paid: book that elsewhere first',
  'plan-not-late': 'the plan is not late',
  'promise-missing': 'say what was promised: --promise-date DATE [--promise-amount A]',
  'date-past': 'the day is past',
  'amount-too-low': 'the amount is too low',
  'amount-too-high': 'the amount is more than is left to pay',
  'nothing-open': 'nothing of it is left to pay',
  'already-promised': 'it was promised before',
  'account-held': 'a person must decide: the account is held, or no policy is written for it',
  'currency-unclear': 'say the amount: several currencies are open',
  'unknown-invoice': 'the debtor has no such invoice',
  'ended-before': 'it was placed, booked or dismissed before',
  'in-accounts':
    'the account has a payment of that amount and day already: if this is another one, --again; else dismiss it',
  'invoice-missing': 'name the invoice: --invoice NUMBER',
  'amount-not-positive': 'there is no amount',
  'more-than-open': 'it is more than what is open of the invoice',
  'line-disputed': 'the invoice is contested already',
};

/** The sentence for a refusal's code. */
export function refusal(why: string): string {
  return `Nothing was done: ${words[why] ?? why}.`;
}

/** Why a letter must not be posted, and what happens instead. */
export function doNotPost(why: string): string {
  if (why !== 'deadline-short') return `Do not post it: ${words[why] ?? why}.`;
  return 'Do not post it: it was drawn too long ago, and the days it grants would be too few. The next run asks for its approval again (npm run approvals); the letter is then drawn anew, with a new deadline, and has two working days to be posted.';
}
