import { z } from 'zod';
import { outlets } from '../../domain/escalation/policy.ts';
import { rateKinds } from '../../domain/rates.ts';
import { day } from '../tool/day.ts';
import { type Options, readArguments } from '../tool/read-arguments.ts';

const usage = `Usage: npm run policy -- check [FILE...]                    all shipped ones unless told; 1 when something is wrong
       npm run policy -- diff A B                           files, or ID@VERSION of stored ones
       npm run policy -- rehearse FILE|ID@VERSION --from DATE --until DATE   past days again: who would have been contacted
       npm run policy -- list
       npm run policy -- activate FILE|ID --from DATE --as HANDLE    stores it; it is off until it is signed
       npm run policy -- sign ID VERSION --as HANDLE        an administrator
       npm run policy -- assign --scope invoice|debtor|segment --key KEY --policy ID|none --as HANDLE
       npm run policy -- text --policy ID --level L --outlet email --language fr --file F --as HANDLE
       npm run policy -- text ... --outlet whatsapp --content-sid HX...   the template that WhatsApp approved of that very text: its n-th name is {{n}}
       npm run policy -- text ... --preview       prints it as each kind of customer would read it, stores nothing
       npm run policy -- text ... --preview --debtor LUM-1005 [--as HANDLE]   as that customer would read it today
       npm run policy -- rate --kind KIND --from DATE --until DATE --percent P --source TEXT --as HANDLE
       npm run policy -- publish ID --out FILE.html         a page for customers, French and English
  --creditor SLUG     needed where there are several
  --until DATE        the first day after: 2027-01-01 for the second half-year of 2026
  --kind KIND         ${rateKinds.join(', ')}
  --json

Every act writes who did it into the trail (by shell, as HANDLE). Ends with 1 when nothing was done. How a policy is written: docs/policies.md.`;

const text = z.string().min(1);
const plain = { creditor: text.optional(), json: z.boolean() };
const person = { as: text, ...plain };

const asked = z.discriminatedUnion('act', [
  z.object({ act: z.literal('check'), names: z.array(text), ...plain }),
  z.object({ act: z.literal('diff'), names: z.tuple([text, text]), ...plain }),
  z.object({ act: z.literal('rehearse'), names: z.tuple([text]), from: day, until: day, ...plain }),
  z.object({ act: z.literal('list'), names: z.tuple([]), ...plain }),
  z.object({ act: z.literal('activate'), names: z.tuple([text]), from: day, ...person }),
  z.object({ act: z.literal('sign'), names: z.tuple([text, text]), ...person }),
  z.object({
    ...{ act: z.literal('assign'), names: z.tuple([]), scope: z.enum(['invoice', 'debtor', 'segment']), key: text },
    ...{ policy: text, ...person },
  }),
  z.object({
    ...{ act: z.literal('text'), names: z.tuple([]), policy: text, level: text, outlet: z.enum(outlets) },
    ...{ language: z.enum(['fr', 'en']), file: text, preview: z.boolean(), debtor: text.optional() },
    'content-sid': z
      .string()
      .regex(/^HX[0-9a-f]{32}$/, 'is the id of a Content template, such as HX and 32 digits')
      .optional(),
    ...{ ...plain, as: text.optional() },
  }),
  z.object({
    ...{ act: z.literal('rate'), names: z.tuple([]), kind: z.enum(rateKinds), from: day, until: day },
    ...{ percent: z.string().regex(/^\d{1,4}([.,]\d{1,4})?$/, 'is a rate such as 12.15'), source: text, ...person },
  }),
  z.object({ act: z.literal('publish'), names: z.tuple([text]), out: text, ...plain }),
]);

/** What was asked for at the shell; one act each. */
export type Asked = z.infer<typeof asked>;
export type AskedOf<Act extends Asked['act']> = Extract<Asked, { act: Act }>;

const options: Options = {
  ...{ creditor: 'text', as: 'text', from: 'text', until: 'text', scope: 'text', key: 'text', policy: 'text' },
  ...{ level: 'text', outlet: 'text', language: 'text', file: 'text', kind: 'text', percent: 'text', source: 'text' },
  ...{ out: 'text', debtor: 'text', preview: 'flag', json: 'flag', 'content-sid': 'text' },
};

/** The first word is the act, the others are what it is about. */
const given = z
  .looseObject({ words: z.array(z.string()) })
  .transform(({ words: [act, ...names], ...rest }) => ({ ...rest, act, names }))
  .pipe(asked);

/** Reads the arguments; null where they do not say what to do, which is told with the usage. */
export function readAsked(): Asked | null {
  return readArguments(usage, given, options);
}
