import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type NoticeText } from '../../../domain/escalation/notice.ts';
import { type Outlet, type PackId, packIds } from '../../../domain/escalation/policy.ts';
import { type Language, languages } from '../../../domain/language.ts';

export type PackText = {
  readonly pack: PackId;
  readonly level: string;
  readonly outlet: Outlet;
  readonly language: Language;
  readonly text: NoticeText;
};

type Shelf = Readonly<Record<string, Readonly<Record<Outlet, Readonly<Record<Language, NoticeText>>>>>>;

/** Every text of every pack that is shipped. */
export const allTexts: readonly PackText[] = packIds.flatMap((pack) => {
  const path = new URL(`../../../policies/texts/${pack}.yaml`, import.meta.url);
  const shelf = parse(readFileSync(path, 'utf8')) as Shelf;
  return Object.entries(shelf).flatMap(([level, outlets]) =>
    (Object.entries(outlets) as [Outlet, Record<Language, NoticeText>][]).flatMap(([outlet, texts]) =>
      languages.map((language) => ({ pack, level, outlet, language, text: texts[language] })),
    ),
  );
});

export function nameOf({ pack, level, outlet, language }: PackText): string {
  return `${pack}/${level} ${outlet} ${language}`;
}
