import { z } from 'zod';
import { type LevelText } from '../../domain/escalation/level-text.ts';
import { outlets } from '../../domain/escalation/policy.ts';
import { explainIssue } from './explain-issue.ts';
import { type Located, readYaml, type YamlSource } from './yaml-source.ts';

const text = z.strictObject({
  subject: z.string().nullable().default(null),
  body: z.string(),
  draft: z.boolean().default(false),
});

const textsSchema = z
  .record(z.string(), z.partialRecord(z.enum(outlets), z.partialRecord(z.enum(['fr', 'en']), text)))
  .transform((levels): LevelText[] =>
    Object.entries(levels).flatMap(([levelId, byOutlet]) =>
      outlets.flatMap((outlet) =>
        (['fr', 'en'] as const).flatMap((language) => {
          const said = byOutlet[outlet]?.[language];
          return said === undefined ? [] : [{ levelId, outlet, language, ...said }];
        }),
      ),
    ),
  );

/** The texts of a policy as a file says them, or what keeps them from being read; `source` places what is found later. */
export type TextsFile = {
  readonly source: YamlSource;
  readonly texts: readonly LevelText[];
  readonly problems: readonly Located[];
};

/** Reads one file of `policies/texts`: level, outlet, language, then subject and body. */
export function readTexts(file: string, content: string): TextsFile {
  const source = readYaml(file, content);
  if (source.broken.length > 0) return { source, texts: [], problems: source.broken };
  const read = textsSchema.safeParse(source.value ?? {}, { reportInput: true });
  if (read.success) return { source, texts: read.data, problems: [] };
  return { source, texts: [], problems: read.error.issues.map(explainIssue).map(source.locate) };
}
