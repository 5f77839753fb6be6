import { mentionWords } from './mention-words.ts';
import { placeholders } from './placeholders.ts';

type Words = { readonly problem: string; readonly mend: string };

const known = placeholders.map((name) => `{${name}}`).join(', ');

const plain: Readonly<Record<string, Words>> = {
  'brace-alone': { problem: 'a brace stands alone', mend: 'write {name}, with both braces' },
  'body-empty': { problem: 'the text is empty', mend: 'write it' },
  'subject-missing': {
    problem: 'there is no subject',
    mend: "subject: what it is about, or of a call the caller's first words",
  },
  'template-edge': {
    problem: 'WhatsApp approves no template that begins or ends with a name in braces',
    mend: 'put words before and after it, such as "Reply STOP ..." written out',
  },
  'template-places-touch': { problem: 'two names in braces touch', mend: 'put a word between them' },
  'subject-too-many': { problem: 'a text message has no subject', mend: 'subject: null' },
};

const mentions: Readonly<Record<string, { readonly what: string; readonly mend: string }>> = mentionWords;

/** A problem code of a rendered text, such as `mention-missing:crossed`, in words, with what to write instead. */
export function textProblemWords(code: string): Words {
  const at = code.indexOf(':');
  const [kind, detail] = at < 0 ? [code, ''] : [code.slice(0, at), code.slice(at + 1)];
  const mention = kind === 'mention-missing' ? mentions[detail] : undefined;
  if (mention !== undefined) return { problem: `a mention is missing: ${mention.what}`, mend: mention.mend };
  if (kind === 'placeholder-unknown') return { problem: `{${detail}} is unknown`, mend: `known are ${known}` };
  if (kind === 'placeholder-not-alone')
    return { problem: `{${detail}} stands within a sentence`, mend: 'put it alone between two empty lines' };
  return plain[kind] ?? { problem: `as it would be read: ${code}`, mend: 'leave it out, or say it in other words' };
}
