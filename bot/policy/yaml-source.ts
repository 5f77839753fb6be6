import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { type PolicyProblem } from '../../domain/escalation/policy-problem.ts';

/** A problem with the line it is on. */
export type Located = Omit<PolicyProblem, 'path'> & { readonly file: string; readonly line: number };

/** A YAML file as it was written: what it says, what keeps it from being read, and on which line each thing stands. */
export type YamlSource = {
  readonly value: unknown;
  readonly broken: readonly Located[];
  readonly locate: (problem: PolicyProblem) => Located;
};

type Step = { readonly offset: number; readonly node: Node | null };

function stepInto(node: Node | null, key: string | number): Step | null {
  if (isMap<Node, Node | null>(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
    return pair === undefined ? null : { offset: pair.key.range?.[0] ?? 0, node: pair.value };
  }
  if (!isSeq<Node>(node) || typeof key !== 'number') return null;
  const item = node.items[key];
  return item === undefined ? null : { offset: item.range?.[0] ?? 0, node: item };
}

/** Where a path leads, or the last thing on the way that is there: what is missing is missing in that. */
function offsetOf(root: Node | null, path: PolicyProblem['path']): number {
  let at: Step = { offset: root?.range?.[0] ?? 0, node: root };
  for (const key of path) {
    const next = stepInto(at.node, key);
    if (next === null) break;
    at = next;
  }
  return at.offset;
}

/** Reads a YAML file without judging what it says; never raises. */
export function readYaml(file: string, text: string): YamlSource {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const lineAt = (offset: number): number => Math.max(1, counter.linePos(offset).line);
  const locate = ({ path, ...problem }: PolicyProblem): Located => ({
    ...problem,
    file,
    line: lineAt(offsetOf(document.contents, path)),
  });
  const broken = document.errors.map((error) => ({
    file,
    line: lineAt(error.pos[0]),
    problem: error.message.split('\n', 1)[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? 'this is not YAML',
    mend: 'write it as YAML',
  }));
  if (broken.length > 0) return { value: null, broken, locate };
  try {
    return { value: document.toJS({ maxAliasCount: 20 }), broken, locate };
  } catch {
    const endless = { file, line: 1, problem: 'aliases refer to one another too often', mend: 'write it out' };
    return { value: null, broken: [endless], locate };
  }
}
