import { join } from 'node:path';

/**
 * Settings for a process of a test that starts again and again: what was compiled is kept, and no coverage is taken (a process that
 * is killed writes none, and what the others run is covered in this process).
 */
export const quickNode: Readonly<Record<string, string>> = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'solde-test-compiled'),
  NODE_V8_COVERAGE: '',
};
