/** What is wrong in a policy or its texts: where in the file (keys and positions), what, and what to write instead. */
export type PolicyProblem = {
  readonly path: readonly (string | number)[];
  readonly problem: string;
  readonly mend: string;
  readonly warning?: true; // told, and no reason to refuse
};
